import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('docs/severity.md', () => {
  it('has a row for every reason of the table in the code, and no other', () => {
    const inCode = [...read('shared/detection/execute-reasons.ts').matchAll(/\bid: '([a-z0-9-]+)'/g)].map(
      ([, id]) => id,
    );
    const waiting = [...read('shared/detection/suspicions.ts').matchAll(/\bid: '([a-z0-9-]+)'/g)].map(
      ([, id]) => id,
    );

    const inDocs = [...read('docs/severity.md').matchAll(/^\| `([a-z0-9-]+)`/gm)].map(([, id]) => id);

    expect(inDocs.toSorted()).toEqual([...inCode, ...waiting].toSorted());
  });
});
