/** Whoever is watched chooses names and arguments: none of them may break or imitate a line of the report. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingText } from '../../../cli/scan/text.ts';
import type { Finding } from '../../../shared/detection/finding.ts';
import { shownCommand } from '../../../shared/login/shown-command.ts';
import { type ExecParts, exec, LINKER, LOADER } from '../../detection/exec.ts';
import { run } from '../../detection/run.ts';

/** What a report of one finding may be made of, line by line. */
const HEADLINE = /^(?:INFO|LOW|MEDIUM|HIGH|CRITICAL) {2}\S/;
const ROWS = ['when', 'who', 'loader', 'command', 'in', 'why', 'ATT&CK', 'before', 'after', 'events'];
const ROW = new RegExp(`^ {2}(${ROWS.map((name) => name.padEnd(9)).join('|')}| {9}) `);

const IMITATION =
  '\n\nCRITICAL  /usr/bin/sudo  run through the dynamic loader\n  when      now\r  who       root\u2028\u0085';
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        IMITATION,
        '\n',
        '\r',
        '\u001b[2K\u001b[1A',
        '\u009b1A',
        '\u202e',
        '\u2028',
        '\u0085',
        '\b',
        '\0',
        '\udcff',
        '  ',
      ),
      fc.string({ unit: 'binary', maxLength: 10 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** The findings of each kind that these circumstances lead to. */
function findingsOf(parts: ExecParts, text: string): readonly Finding[] {
  return run([
    exec({ argv: [LINKER, `/tmp/${text}`, text], exe: LOADER, files: [LINKER], ...parts }),
    exec({ argv: [LINKER, '--preload', text, `/tmp/${text}`], exe: LOADER, files: [LINKER], ...parts }),
    exec({ argv: ['cp', LINKER, `/tmp/${text}`], files: ['/usr/bin/cp', LINKER], ...parts }),
    exec({
      argv: [`/tmp/${text}`],
      exe: '/tmp/x',
      files: [`/tmp/${text}`, `/tmp/${text}/ld-linux-x86-64.so.2`],
      ...parts,
    }),
  ]).findings;
}

/** Names of the rows, in their order; the headline and the empty line at the end are checked. */
function rowsOf(text: string): string[] {
  const [headline = '', ...rows] = text.split('\n');
  expect(headline).toMatch(HEADLINE);
  expect(rows.splice(-2)).toEqual(['', '']);
  return rows.map((row) => ROW.exec(row)?.[1]?.trim() ?? `no row: ${row}`);
}

describe('hostile text in every field of a finding', () => {
  it('leaves the report the lines that it would have had, and no control in them', () => {
    const surroundings = { host: 'h', cwd: '/c', user: { name: 'n', tty: 't' } };
    const plain = findingsOf(surroundings, 'x');
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (text, host, cwd, name) => {
        const findings = findingsOf({ host, cwd: `/${cwd}`, user: { name, tty: name } }, text);
        for (const finding of findings) {
          const neighbour = [shownCommand({ ...finding.event, argv: [text, null, host] })];
          const source = { ...finding.event, pointer: { source: cwd, position: 1 } };
          const report = findingText({
            finding: { ...finding, event: source },
            before: neighbour,
            after: neighbour,
          });

          expect(report).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
          const rows = rowsOf(report);
          expect(rows.filter((row) => row !== '')).toEqual(ROWS);
          expect(rows.filter((row) => row === '').length).toBeLessThan(8);
        }
        expect(findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['execute']));
      }),
      { numRuns: 300 },
    );
    expect(new Set(plain.map(({ kind }) => kind))).toEqual(
      new Set(['execute', 'stage', 'foreign-interpreter']),
    );
  });

  it('keeps the report short, however long the text is', () => {
    const long = 'x\n'.repeat(50_000);
    for (const finding of findingsOf({ host: long, cwd: `/${long}`, user: { name: long } }, long)) {
      const before = Array.from({ length: 3 }, () =>
        shownCommand({ ...finding.event, argv: Array<string>(1000).fill(long) }),
      );

      expect(findingText({ finding, before, after: before }).length).toBeLessThan(100_000);
    }
  });
});
