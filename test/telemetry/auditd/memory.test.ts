import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { AuditdCorrelator } from '../../../shared/telemetry/auditd/correlator.ts';

const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** MiB in use once garbage is gone. */
function heapInUse(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed / MIB;
}

/** MiB that a correlator holds after `count` lines, and how many events it told until then. */
function heldAfter(count: number, lineOf: (index: number) => string): { held: number; told: number } {
  let told = 0;
  const correlator = new AuditdCorrelator(() => told++);
  const before = heapInUse();
  for (let index = 0; index < count; index++) {
    // A string of its own for each line, as a reader makes it.
    correlator.push(Buffer.from(lineOf(index)).toString('latin1'), 'f', index);
  }
  const held = heapInUse() - before;
  correlator.flush();
  return { held, told };
}

const FIELDS =
  'exit=0 items=2 ppid=1 pid=2 auid=1000 uid=0 tty=pts0 ses=1 comm="x" exe="/usr/bin/some-program"';
const head = (type: string, index: number): string =>
  `type=${type} msg=audit(${1771085986 + Math.floor(index / 1000)}.953:${index}): `;
const syscall = (index: number): string =>
  `${head('SYSCALL', index)}arch=c000003e syscall=59 success=yes ${FIELDS}`;

describe('memory stays bounded', () => {
  it('with half a million events that never become complete', () => {
    const { held, told } = heldAfter(500_000, syscall);
    expect(held).toBeLessThan(40);
    expect(told).toBe(500_000);
  });

  it('with other system calls whose lines are long', () => {
    const filler = 'x'.repeat(20_000);
    const line = (index: number) => `${head('SYSCALL', index)}arch=c000003e syscall=2 success=yes ${filler}`;
    expect(heldAfter(20_000, line).held).toBeLessThan(40);
  });

  it('with open events whose records are long', () => {
    const filler = 'x'.repeat(20_000);
    expect(heldAfter(8_000, (index) => `${syscall(index)} subj=${filler}`).held).toBeLessThan(100);
  });

  it('with as many hosts as events', () => {
    expect(heldAfter(100_000, (index) => `node=host-${index} ${syscall(index)}`).held).toBeLessThan(60);
  });
});
