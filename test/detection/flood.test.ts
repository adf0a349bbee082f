/** A host that floods the log fills no memory and takes no more time than its events are worth. */
import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import { shapeOf } from '../../shared/detection/exec-shape.ts';
import { HostMemory } from '../../shared/detection/host-memory.ts';
import { learn } from '../../shared/detection/learn.ts';
import { renamingsOf } from '../../shared/detection/staging.ts';
import type { ExecEvent, TelemetryEvent } from '../../shared/telemetry/exec-event.ts';
import { alone, dynamic, exec, identityOf, LINKER, loader, T0 } from './exec.ts';
import { lddStart, trace, verify } from './ldd-scene.ts';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Milliseconds that a detector takes for events that are made beforehand. */
function timeOf(events: readonly TelemetryEvent[]): number {
  const detector = new Detector();
  const started = performance.now();
  for (const event of events) detector.judge(event);
  return performance.now() - started;
}

function taught(events: readonly ExecEvent[]): HostMemory {
  const memory = new HostMemory();
  for (const event of events) learn(event, shapeOf(event), null, renamingsOf(event), memory);
  return memory;
}

describe('the memory of one host is bounded', () => {
  it('in copies', () => {
    const { copies } = taught(times(10_000, (i) => dynamic(`/bin/cp ${LINKER} /tmp/${i}`)));
    expect([...copies.values()].length).toBeLessThanOrEqual(4096);
    expect(copies.has('/tmp/9999')).toBe(true);
  });

  it('in sources of one command', () => {
    const many = times(20_000, (i) => `/tmp/${i}/ld.so`).join(' ');
    expect([...taught([dynamic(`/bin/cp ${many} /tmp/d`)]).copies.values()].length).toBeLessThanOrEqual(4096);
  });

  it('in programs, linkers and logins', () => {
    const memory = taught(
      times(10_000, (i) =>
        exec({ argv: [`/home/user/${i}`], files: [`/home/user/${i}`, `/home/user/l${i}/ld.so`] }),
      ),
    );
    expect([...memory.programs.values()].length).toBeLessThanOrEqual(8192);
    expect([...memory.loaderFiles.values()].length).toBeLessThanOrEqual(1024);
    const readers = taught(times(2_000, (i) => dynamic(`/bin/cat ${LINKER}`, { user: { session: i } })));
    expect([...readers.readings.values()].length).toBeLessThanOrEqual(256);
  });

  it('in what is built', () => {
    const memory = taught(times(10_000, (i) => dynamic(`/usr/bin/ld -o /tmp/${i} x.o`)));
    expect([...memory.ordinaryFiles.values()].length).toBeLessThanOrEqual(8192);
  });
});

describe('the linker that ordinary programs use', () => {
  it('is known again after a flood of others, with the next ordinary program', () => {
    const detector = new Detector();
    const others = times(2_000, (i) =>
      exec({ argv: [`/home/user/${i}`], files: [`/home/user/${i}`, `/home/user/l${i}/ld.so`] }),
    );
    const link = alone('./x ./p', { files: [{ name: './x', identity: identityOf(LINKER) }] });
    for (const event of [dynamic('/bin/ls'), ...others, dynamic('/bin/ls')]) detector.judge(event);
    expect(detector.judge(link).findings).toMatchObject([{ loader: { evidence: 'inode' } }]);
  });
});

describe('a flood is judged in time that grows with its length', () => {
  it.each([
    ['processes', (i: number) => dynamic('/bin/true', { pid: i, time: T0 + i })],
    ['copies', (i: number) => dynamic(`/bin/cp ${LINKER} /tmp/${i}`, { time: T0 })],
    [
      'guesses at one time',
      (i: number) => exec({ argv: ['x', '/tmp/p'], exe: '/memfd:x', memfd: true, files: [''], pid: i }),
    ],
    ['hosts', (i: number) => loader('./p', { host: `host-${i % 2_000}` })],
    ['starts of ldd', (i: number) => lddStart('./p', { pid: i, time: T0 })],
  ])('of %s', (_what, make) => {
    expect(timeOf(times(4_000, make))).toBeLessThan(5_000);
  });

  it('of ldds that wait for their trace', () => {
    const events = times(2_000, (i) => [
      lddStart('./p', { pid: 10 * i, ppid: 500_000 + i }),
      verify('./p', { pid: 10 * i + 3, ppid: 10 * i }),
    ]);
    expect(timeOf(events.flat())).toBeLessThan(5_000);
  });

  it('of ldd’s files and of a loader’s arguments', () => {
    const many = times(50_000, (i) => `f${i}`).join(' ');
    expect(timeOf([lddStart(many), verify('./f7'), trace('./f7'), loader(`./p ${many}`)])).toBeLessThan(
      1_000,
    );
    const audits = times(50_000, (i) => `--audit /tmp/${i}`).join(' ');
    expect(timeOf([loader(`${audits} ./p`), loader(`${'--inhibit-cache '.repeat(50_000)}./p`)])).toBeLessThan(
      1_000,
    );
  });
});
