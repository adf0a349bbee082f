import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import { alone, dynamic, identityOf, LINKER, loader, T0 } from './exec.ts';
import { failure, lddStart, trace, verify } from './ldd-scene.ts';
import { executions, run } from './run.ts';

describe('the detector', () => {
  it('says nothing of ordinary programs', () => {
    expect(new Detector().judge(dynamic('/bin/ls /tmp'))).toEqual({ findings: [], inspected: null });
  });

  it('says nothing of executions that failed', () => {
    expect(new Detector().judge(failure(LINKER))).toEqual({ findings: [], inspected: null });
  });

  it('points to the execution that it found', () => {
    const event = loader('/tmp/p');
    expect(run([event]).findings).toMatchObject([{ event: { id: event.id }, relatedEventIds: [] }]);
  });

  it('finds what was staged and then run', () => {
    const events = [dynamic(`/bin/cp ${LINKER} /tmp/x`), alone('/tmp/x /tmp/p')];
    expect(run(events).findings.map(({ kind }) => kind)).toEqual(['stage', 'execute']);
  });

  it('finds the same again from the same events', () => {
    const events = [
      dynamic(`/bin/cp ${LINKER} x`),
      alone('./x ./p', { time: T0 + 1 }),
      lddStart('./p'),
      verify('./p'),
      trace('./p'),
      loader('./p', { time: T0 + 20 }),
    ];
    expect(run(events)).toEqual(run(events));
    expect(run(events).findings).toHaveLength(3);
  });
});

describe('hosts are kept apart', () => {
  const other = { host: 'host-2' };

  it('in what was copied', () => {
    const copy = dynamic(`/bin/cp ${LINKER} /tmp/x`);
    expect(executions(copy, alone('/tmp/x /tmp/p'))).toHaveLength(1);
    expect(executions(copy, alone('/tmp/x /tmp/p', other))).toEqual([]);
  });

  it('in their files', () => {
    const linked = { files: [{ name: './x', identity: identityOf(LINKER) }] };
    expect(executions(dynamic('/bin/ls'), alone('./x ./p', linked))).toHaveLength(1);
    expect(executions(dynamic('/bin/ls'), alone('./x ./p', { ...linked, ...other }))).toEqual([]);
  });

  it('in their logins', () => {
    const read = dynamic(`/bin/cat ${LINKER}`);
    expect(executions(read, alone('/home/user/x ./p'))).toHaveLength(1);
    expect(executions(read, alone('/home/user/x ./p', other))).toEqual([]);
  });

  it('in what ldd does, the same process ids at the same time', () => {
    const events = ['host-1', 'host-2'].map((host) => [
      lddStart('./p', { host }),
      verify('./p', { host }),
      trace('./p', { host }),
    ]);
    const [first, second] = events;
    expect(
      run([...(first ?? []), ...(second ?? [])]).inspected.filter((what) => what === 'ldd'),
    ).toHaveLength(2);
    expect(executions(lddStart('./p'), verify('./p'), trace('./p', other))).toHaveLength(1);
  });

  it('in failures', () => {
    const elsewhere = failure('/libx32/ld-linux-x32.so.2', other);
    expect(executions(lddStart('./p'), verify('./p'), elsewhere, trace('./p'))).toEqual([]);
  });
});
