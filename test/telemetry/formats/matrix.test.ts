/** The same execution, told by every format, leads to the same; where it can't, that is said, with the reason. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SOURCE_FORMATS } from '../../../shared/telemetry/exec-event.ts';
import { DIFFERING, DIFFERING_FORMATS, differenceOf } from './matrix/differences.ts';
import { eventsOf } from './matrix/exec.ts';
import { SCENARIOS } from './matrix/scenarios.ts';
import { withMatrix } from './matrix/table.ts';
import { SILENT, TELLERS, verdictByAuditd } from './matrix/verdict.ts';

/** What ldwatch is for, and what it has to be silent about. */
const EXPECTED: Readonly<Record<string, string>> = {
  'loader by its path': 'execute critical /tmp/payload',
  'program of the system': 'execute high /bin/ls',
  'through a symbolic link': 'execute high /bin/ls',
  'a copy whose making was seen': 'execute critical /bin/ls, stage high /tmp/.x',
  'a program that names a loader of its own': 'foreign-interpreter critical /tmp/prog',
  ldd: SILENT,
  '--verify': SILENT,
  'an ordinary program': SILENT,
};

const events = new Map(SCENARIOS.map(({ name, steps }) => [name, eventsOf(steps)]));
const expected = new Map([...events].map(([name, told]) => [name, verdictByAuditd(told)]));

describe('what auditd tells', () => {
  it.each(Object.entries(EXPECTED))('%s: %s', (name, verdict) => {
    expect(expected.get(name)).toBe(verdict);
  });
});

describe('what is told by every format', () => {
  it('is told by all there are', () => {
    const lineFormats = SOURCE_FORMATS.filter((name) => name !== 'guardduty');

    expect([...TELLERS.keys()].sort()).toEqual([...lineFormats].sort());
  });

  it.each([...TELLERS.keys()].filter((name) => name !== 'auditd'))('%s', (format) => {
    const told = SCENARIOS.map(({ name }) => [name, TELLERS.get(format)?.(events.get(name) ?? [])]);
    const said = SCENARIOS.map(({ name }) => [
      name,
      differenceOf(format, name)?.verdict ?? expected.get(name),
    ]);

    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(said));
  });

  it('differs only where it does differ', () => {
    const needless = SCENARIOS.flatMap(({ name }) =>
      [...TELLERS.keys()].filter((format) => differenceOf(format, name)?.verdict === expected.get(name)),
    );

    expect(needless).toEqual([]);
    expect([...DIFFERING].filter((name) => !events.has(name))).toEqual([]);
    expect([...DIFFERING_FORMATS].filter((name) => !TELLERS.has(name))).toEqual([]);
  });

  it('stands in docs/formats.md as it is', () => {
    const page = readFileSync(new URL('../../../docs/formats.md', import.meta.url), 'utf8');

    expect(withMatrix(page, expected)).toBe(page);
  });
});
