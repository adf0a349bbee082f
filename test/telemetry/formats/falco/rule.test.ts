/** The rule in docs/formats: what it puts out is what is read, no more and no less. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventsOf, LINKER, LOADER } from '../matrix/exec.ts';
import { renderFalco } from './render.ts';

const rule = readFileSync(new URL('../../../../docs/formats/falco-rules.yaml', import.meta.url), 'utf8');
const output = /^ {2}output: >\n((?: {4}.*\n)+)/m.exec(rule)?.[1] ?? '';
const fields = [...output.matchAll(/%([a-z0-9_.]+(?:\[\w+\])?)/g)].map(([, field = '']) => field);

/** Falco adds when it was to every alert. */
const ADDED_BY_FALCO = ['evt.time'];

describe('the rule for Falco', () => {
  it('puts out what the renderer of the tests writes', () => {
    const [event] = eventsOf([{ exe: LOADER, argv: [LINKER], files: [LINKER] }]);
    if (event === undefined) throw new Error('There is no event.');
    const ancestors = [1, 2, 3].map((pid) => ({ pid, exe: '/usr/bin/bash', commandLine: 'bash' }));
    const told = { ...event, background: { ...event.background, ancestors } };

    const alert = JSON.parse(renderFalco(told)) as { output_fields: Record<string, unknown> };

    const written = Object.keys(alert.output_fields).filter((name) => !ADDED_BY_FALCO.includes(name));
    expect([...new Set(fields)].sort()).toEqual(written.sort());
  });

  it('asks only for calls that succeeded', () => {
    expect(rule).toContain('condition: evt.type in (execve, execveat) and evt.res = SUCCESS');
  });
});
