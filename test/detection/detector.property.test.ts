/** What holds for whatever a host sends. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { exec, LINKER, LOADER, MUSL, T0 } from './exec.ts';
import { lddStart, trace, verify } from './ldd-scene.ts';
import { executions, run } from './run.ts';

const path = fc.constantFrom(
  ...[LINKER, LOADER, MUSL, '/bin/cp', '/bin/cat', '/usr/bin/bash', '/usr/bin/ldd', '/tmp/x', './x', 'x', ''],
);
const word = fc.oneof(
  path,
  fc.constantFrom(
    '--library-path',
    '--argv0',
    '--verify',
    '--list',
    '--audit',
    '--',
    '-t',
    '-o',
    './p',
    '/tmp/p',
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constant(null),
);
const number = fc.option(fc.integer({ min: 1, max: 12 }));
const parts = fc.record({
  argv: fc.array(word, { maxLength: 6 }),
  exe: fc.option(path),
  deleted: fc.boolean(),
  memfd: fc.boolean(),
  files: fc.array(path, { maxLength: 4 }),
  fileCount: fc.option(fc.integer({ min: 0, max: 4 })),
  pid: number,
  ppid: number,
  time: fc.integer({ min: T0, max: T0 + 10_000 }),
  cwd: fc.constantFrom(null, '/tmp', '/home/user', 'odd'),
  fidelity: fc.constantFrom('exact' as const, 'none' as const, 'truncated' as const, 'joined' as const),
});

/** A thing and all that is only written differently: without what the builder counts. */
const told = (events: readonly ExecEvent[]) =>
  run(events).findings.map(({ kind, severity, reasons, event }) => [
    kind,
    severity,
    reasons.length,
    event.id,
  ]);

it('any row of executions is judged, and every finding stands on an execution of that row', () => {
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (row) => {
      const events = row.map(exec);
      for (const finding of run(events).findings) {
        expect(events).toContain(finding.event);
        expect(SEVERITIES).toContain(finding.severity);
        expect(finding.reasons.length).toBeGreaterThan(0);
        if (finding.kind !== 'execute') continue;
        const given = finding.program?.given;
        if (given !== undefined) expect(finding.event.argv).toContain(given);
      }
    }),
    { numRuns: 500 },
  );
});

it('the same row is judged alike each time', () => {
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (row) => {
      const events = row.map(exec);
      expect(told(events)).toEqual(told(events));
    }),
  );
});

it('what a program of the loader’s is given never makes it an ldd’s', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (more) => {
      const run = trace('./p', { argv: [LINKER, './p', ...more] });
      expect(executions(lddStart('./p'), verify('./p'), run)).toHaveLength(1);
    }),
  );
});

it('a loader by its own name that is given a program is always told, whatever went before', () => {
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (row) => {
      const last = exec({ argv: [LINKER, '/tmp/p', 'x'], exe: LOADER, files: [LINKER], time: T0 + 20_000 });
      const told = executions(...row.map(exec), last);
      expect(told.at(-1)?.event).toBe(last);
    }),
    { numRuns: 500 },
  );
});
