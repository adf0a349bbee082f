import { describe, expect, it } from 'vitest';
import { AuditdCorrelator } from '../../../shared/telemetry/auditd/correlator.ts';
import { HOSTILE_LINES } from './hostile.ts';

/** Far more than any takes, far less than what anything but linear time would take. */
const MOST_MS = 900;

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

describe('a hostile line of a megabyte is read in linear time', () => {
  it.each(Object.entries(HOSTILE_LINES))('%s', (_, line) => {
    const correlator = new AuditdCorrelator(() => undefined);
    const elapsed = timeOf(() => {
      correlator.push(line, 'f', 1);
      correlator.flush();
    });
    expect(elapsed).toBeLessThan(MOST_MS);
  });

  it.each(Object.entries(HOSTILE_LINES))('%s, behind the head of an EXECVE record', (_, text) => {
    const correlator = new AuditdCorrelator(() => undefined);
    const elapsed = timeOf(() => {
      correlator.push(`type=EXECVE msg=audit(1.001:1): argc=2 a0=${text}`, 'f', 1);
      correlator.flush();
    });
    expect(elapsed).toBeLessThan(MOST_MS);
  });
});
