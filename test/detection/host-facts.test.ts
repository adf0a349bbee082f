/** What is kept of a host for longer than a log is read at a time: written, read, and put into a memory again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstLook } from '../../shared/detection/first-look.ts';
import {
  factKey,
  factsOf,
  type HostFact,
  momentOf,
  parseFact,
  recall,
} from '../../shared/detection/host-facts.ts';
import { HostMemory } from '../../shared/detection/host-memory.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { alone, dynamic, identityOf, LINKER, T0 } from './exec.ts';
import { judgedRecording } from './judged.ts';

function learning(...events: readonly ExecEvent[]): HostMemory {
  const memory = new HostMemory();
  for (const event of events) firstLook(event, memory);
  return memory;
}

function recalling(facts: readonly HostFact[]): HostMemory {
  const memory = new HostMemory();
  recall(facts, T0 + 1, memory);
  return memory;
}

const COPY: HostFact = { fact: 'copy', since: T0, path: '/tmp/x', family: 'glibc', madeBy: '1.0:1' };

describe('factsOf', () => {
  it('is the linker of ordinary programs, once', () => {
    expect(factsOf(learning(dynamic('/bin/ls'), dynamic('/bin/cat')))).toEqual([
      { fact: 'linker', identity: identityOf(LINKER), path: LINKER, family: 'glibc', since: T0 },
    ]);
  });

  it('is what was copied from a loader, with the event that did it', () => {
    const copying = dynamic(`/bin/cp ${LINKER} /tmp/x`);

    expect(factsOf(learning(copying))).toContainEqual({
      fact: 'copy',
      path: '/tmp/x',
      family: 'glibc',
      madeBy: copying.sourceEventId,
      since: T0,
    });
  });

  it('is the command of a login that read a loader’s bytes', () => {
    expect(factsOf(learning(dynamic(`/bin/cat ${LINKER}`)))).toContainEqual(
      expect.objectContaining({ fact: 'reading', command: `cat … ${LINKER}`, since: T0 }),
    );
  });

  it('is nothing of other copies and readings, and of names longer than any file’s', () => {
    const long = `/tmp/${'x'.repeat(2_000)}`;

    expect(factsOf(learning(alone('/bin/cp /bin/ls /tmp/x'), alone('/bin/cat /etc/passwd')))).toEqual([]);
    expect(factsOf(learning(alone(`/bin/cp ${LINKER} ${long}`)))).toEqual([]);
  });

  it('is small enough to be kept, over a whole recording', () => {
    const facts = factsOf(learning(...judgedRecording('recorded').executions));

    expect(facts.length).toBeLessThan(30);
    expect(new Set(facts.map(({ fact }) => fact))).toEqual(new Set(['linker', 'copy']));
  });
});

describe('parseFact', () => {
  it('reads every fact of a recording as it was', () => {
    const facts = factsOf(learning(...judgedRecording('extended').executions));

    expect(facts.length).toBeGreaterThan(50);
    expect(facts.map((fact) => parseFact(JSON.stringify(fact)))).toEqual(facts);
  });

  it.each([
    '',
    '{',
    'null',
    '{"fact":"copy"}',
    '{"fact":"hash","since":1}',
    JSON.stringify({ ...COPY, since: null }),
  ])('is null for anything else: %s', (json) => {
    expect(parseFact(json)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (json) => void parseFact(json)));
  });
});

describe('factKey', () => {
  it('is the same for the same thing seen again, and another for another', () => {
    expect(factKey({ ...COPY, since: T0 + 5, madeBy: '2.0:2' })).toBe(factKey(COPY));
    expect(factKey({ ...COPY, path: '/tmp/y' })).not.toBe(factKey(COPY));
  });
});

describe('momentOf', () => {
  it('is the moment of the execution that it came from, to the kernel’s number', () => {
    expect(momentOf({ ...COPY, madeBy: '1800000000.000:7' })).toEqual({ time: T0, sequence: 7 });
  });

  it('is the time where no execution is named, or none that can be read', () => {
    expect(momentOf({ ...COPY, madeBy: 'someone' })).toEqual({ time: T0, sequence: 0 });
  });
});

describe('recall', () => {
  it('makes a memory judge as the one that was kept', () => {
    const facts = factsOf(learning(dynamic('/bin/ls'), dynamic(`/bin/cp ${LINKER} /tmp/x`)));

    const again = factsOf(recalling(facts));

    expect(again.map(factKey).sort()).toEqual(facts.map(factKey).sort());
    expect(recalling(facts).copies.get('/tmp/x')).toMatchObject({ family: 'glibc', madeAt: T0 });
  });

  it('lets the latest of several readings of a login count', () => {
    const reading = { fact: 'reading', login: '3', sourceEventId: '1.0:1', pid: 1, ppid: 1 } as const;
    const facts: HostFact[] = [
      { ...reading, since: T0 - 1, sourceEventId: '2.0:2', command: 'late' },
      { ...reading, since: T0 - 9, command: 'early' },
    ];

    expect(recalling(facts).readings.get('3')?.command).toBe('late');
  });
});
