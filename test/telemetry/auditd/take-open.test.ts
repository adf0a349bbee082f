/** What is still open can be taken out, for whoever keeps the records of events that go on elsewhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditdCorrelator } from '../../../shared/telemetry/auditd/correlator.ts';
import type { TelemetryEvent } from '../../../shared/telemetry/exec-event.ts';
import { execs } from './arbitraries.ts';
import { type Exec, eventIdOf, render } from './render.ts';

const EXEC: Exec = {
  node: '',
  time: 1_771_085_986_953,
  serial: 7,
  pid: 700,
  exe: Buffer.from('/usr/bin/true'),
  argv: [Buffer.from('true'), Buffer.from('x')],
  cwd: Buffer.from('/'),
  files: [Buffer.from('/usr/bin/true'), Buffer.from('/lib64/ld-linux-x86-64.so.2')],
};

function reading(lines: readonly string[]) {
  const delivered: TelemetryEvent[] = [];
  const correlator = new AuditdCorrelator((event) => void delivered.push(event));
  for (const [at, line] of lines.entries()) correlator.push(line, 'log', at);
  return { delivered, correlator };
}

describe('takeOpen', () => {
  it('gives what is open with what is missing named, and delivers none of it', () => {
    const { delivered, correlator } = reading(render(EXEC).slice(0, 2));

    expect(correlator.takeOpen()).toMatchObject([
      { sourceEventId: eventIdOf(EXEC), argv: ['true', 'x'], missing: ['working-directory', 'files'] },
    ]);
    correlator.flush();
    expect(delivered).toEqual([]);
  });

  it('gives nothing of what was delivered whole', () => {
    const { delivered, correlator } = reading(render(EXEC));

    expect(correlator.takeOpen()).toEqual([]);
    expect(delivered).toHaveLength(1);
  });

  it('gives what only may be an execution, and not an attempt that failed', () => {
    const failed = render(EXEC).map((line) => line.replace('success=yes exit=0', 'success=no exit=-13'));

    expect(reading(render(EXEC).slice(2)).correlator.takeOpen()).toMatchObject([
      { missing: ['process', 'arguments', 'files'] },
    ]);
    expect(reading(failed.slice(0, 1)).correlator.takeOpen()).toEqual([]);
  });

  it('gives the records of another system call only where the call itself is not there', () => {
    const open = render(EXEC).map((line) => line.replace('syscall=59', 'syscall=257'));

    expect(reading(open.filter((line) => !line.includes('EXECVE'))).correlator.takeOpen()).toEqual([]);
  });

  it('starts anew afterwards', () => {
    const { delivered, correlator } = reading(render(EXEC).slice(0, 2));
    correlator.takeOpen();

    for (const line of render(EXEC)) correlator.push(line, 'log', 9);

    expect(delivered).toMatchObject([{ missing: [] }]);
    expect(correlator.takeOpen()).toEqual([]);
  });

  it('gives each execution once, delivered or open, wherever a log ends', () => {
    fc.assert(
      fc.property(execs, fc.nat(), (happened, end) => {
        const lines = happened.flatMap(render);
        const part = lines.slice(0, 1 + (end % lines.length));

        const { delivered, correlator } = reading(part);
        const told = [...delivered, ...correlator.takeOpen()];

        const begun = happened.filter((exec) => part.includes(render(exec)[0] ?? ''));
        expect(told).toHaveLength(begun.length);
      }),
      { numRuns: 60 },
    );
  });
});
