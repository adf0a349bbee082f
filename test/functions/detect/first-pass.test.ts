/** What is decided, what is left open and what is cut, of one delivery. */
import { describe, expect, it } from 'vitest';
import { firstPass, hostsToRecall, readDelivery } from '../../../functions/detect/first-pass.ts';
import type { HostFact } from '../../../shared/detection/host-facts.ts';
import {
  attack,
  copying,
  delivery,
  helper,
  LOADER_NAME,
  likeLdd,
  logEventId,
  ordinary,
  records,
  SCENE_TIME,
  scene,
} from '../scenes.ts';

const COPY: HostFact = {
  fact: 'copy',
  since: SCENE_TIME - 86_400_000,
  path: '/tmp/helper',
  family: 'glibc',
  madeBy: '1.000:1',
};

function passOf(lines: readonly string[], facts: readonly HostFact[] = []) {
  const log = delivery(lines);
  const read = readDelivery(log);
  return { read, ...firstPass(read.events, log, new Map([['', facts]])) };
}

describe('readDelivery', () => {
  it('gives whole executions in the order in which they happened, wherever their records stand', () => {
    const [late, early] = [ordinary({ after: 9 }), attack({ after: 3 })];
    const mixed = late.flatMap((line, at) => [line, early[at] ?? '']);

    const { events, cut } = readDelivery(delivery(mixed));

    expect(events.map(({ argv }) => argv[0])).toEqual([LOADER_NAME, '/usr/bin/true']);
    expect(cut).toEqual([]);
  });

  it.each([
    ['records are missing at the end', attack().slice(0, -3), ['working-directory', 'files']],
    ['records are missing at the beginning', attack().slice(2), ['process', 'arguments', 'files']],
    ['an argument is cut off', attack().map((line) => line.replace('"hello"', '"hel')), ['arguments']],
  ])('calls an execution cut where %s, and names what is missing', (_, lines, missing) => {
    const { events, cut } = readDelivery(delivery(lines));

    expect(events).toEqual([]);
    expect(cut).toMatchObject([{ missing }]);
  });

  it('does not ask about a cut execution that can not concern a loader', () => {
    const withoutArguments = ordinary().filter((line) => !line.startsWith('type=EXECVE'));

    expect(readDelivery(delivery(withoutArguments))).toMatchObject({ events: [], cut: [] });
  });

  it('leaves attempts that failed alone, whole or cut', () => {
    const failed = attack().map((line) => line.replace('success=yes exit=0', 'success=no exit=-13'));

    expect(readDelivery(delivery(failed))).toMatchObject({ events: [], cut: [] });
    expect(readDelivery(delivery(failed.slice(0, 1)))).toMatchObject({ events: [], cut: [] });
  });

  it('counts lines that are no records, and reads those beside them', () => {
    const { lines, unused, events } = readDelivery(delivery(['START RequestId: 1', ...attack(), '\u0000']));

    expect({ lines, unused }).toEqual({ lines: 7, unused: { unknown: 2, 'other-record': 1 } });
    expect(events).toHaveLength(1);
  });

  it('waits for a few hundred halves at most, and takes the others as they are: their thousands are no accident', () => {
    const many = Array.from({ length: 9_000 }, (_, after) => attack({ after }).slice(0, 2)).flat();

    const { events, cut, left } = readDelivery(delivery(many));

    expect(cut).toHaveLength(256);
    expect(left).toBe(0);
    expect(new Set([...cut, ...events].map(({ id }) => id)).size).toBe(9_000);
    expect(firstPass(events, delivery(many), new Map()).findings.length).toBe(events.length);
  });

  it('counts halves that tell nothing, beyond those that it waits for', () => {
    const heads = Array.from({ length: 1_000 }, (_, after) => attack({ after }).slice(1, 2)).flat();

    const { events, cut, left } = readDelivery(delivery(heads));

    expect({ events, cut: cut.length, left }).toEqual({ events: [], cut: 256, left: 744 });
  });
});

describe('firstPass', () => {
  it('decides what is certain by itself', () => {
    const { findings, open, inspected } = passOf([...ordinary(), ...attack({ after: 1 })]);

    expect(findings).toMatchObject([{ kind: 'execute', program: { path: '/tmp/payload' } }]);
    expect({ open, inspected }).toEqual({ open: [], inspected: 0 });
  });

  it('leaves open what an ldd does too, with the shipper’s time of its first record', () => {
    const { findings, open } = passOf(likeLdd());

    expect(findings).toEqual([]);
    expect(open).toMatchObject([
      { at: SCENE_TIME, event: { argv: [LOADER_NAME, '/bin/ls'], pointer: { position: logEventId(0) } } },
    ]);
  });

  it('counts a loader that ran nothing', () => {
    expect(passOf(attack({ argv: [LOADER_NAME, '--list', '/bin/ls'] }))).toMatchObject({
      findings: [],
      open: [],
      inspected: 1,
    });
  });

  it('finds the staging of a copy that it saw made, and of one that it only remembers', () => {
    const again = records({
      argv: ['cp', '/tmp/helper', '/tmp/other'],
      exe: '/usr/bin/cp',
      files: ['/usr/bin/cp', LOADER_NAME],
      after: 5,
    });

    expect(passOf([...copying(), ...again]).findings).toHaveLength(2);
    expect(passOf(again, [COPY]).findings).toHaveLength(1);
    expect(passOf(again).findings).toEqual([]);
  });

  it('does not judge by what happened later, as when the delivery comes a second time', () => {
    const before = records({
      argv: ['cp', '/tmp/helper', '/tmp/other'],
      exe: '/usr/bin/cp',
      files: ['/usr/bin/cp', LOADER_NAME],
    });
    const lines = [...before, ...copying({ after: 5 })];

    const first = passOf(lines);
    const second = passOf(lines, first.facts.get(''));

    expect(second.findings).toEqual(first.findings);
    expect(first.findings).toHaveLength(1);
  });

  it('tells what it learned, and not what it only remembered: that has to expire in the end', () => {
    const linker: HostFact = {
      fact: 'linker',
      since: SCENE_TIME - 86_400_000,
      path: '/opt/old/ld-linux-x86-64.so.2',
      family: 'glibc',
      identity: 'fe:00:4711' as Extract<HostFact, { fact: 'linker' }>['identity'],
    };
    const { facts } = passOf([...copying(), ...helper(['/tmp/payload'], { after: 5 })], [COPY, linker]);

    const learned = facts.get('') ?? [];
    expect(learned.map(({ fact }) => fact).sort()).toEqual(['copy', 'linker']);
    expect(learned).toMatchObject([
      { fact: 'linker', path: LOADER_NAME, since: SCENE_TIME },
      { fact: 'copy', path: '/tmp/helper', since: SCENE_TIME },
    ]);
  });

  it('decides and asks the same of every scene of the recording, whatever is remembered', () => {
    const { findings, open } = passOf(scene('direct', 'copied-loader', 'ldd', 'verify'));

    expect(findings.map(({ kind }) => kind)).toEqual(['execute', 'stage']);
    expect(open.map(({ event }) => event.argv[0])).toEqual([
      '/tmp/.w/.cache-helper',
      ...Array(3).fill(LOADER_NAME),
    ]);
  });
});

describe('hostsToRecall', () => {
  const eventsOf = (lines: readonly string[]) => readDelivery(delivery(lines)).events;

  it('names hosts where a file may get another name, or be a copy', () => {
    const events = eventsOf([
      ...copying({ node: 'copies' }),
      ...helper(['word'], { node: 'runs' }),
      ...records({ argv: ['k', 'get'], exe: '/usr/bin/k', files: ['/usr/bin/k'], node: 'runs-of-system' }),
    ]);

    expect(hostsToRecall(events)).toEqual(['copies', 'runs', 'runs-of-system']);
  });

  it('does not ask for hosts where only ordinary programs ran', () => {
    expect(hostsToRecall(eventsOf([...ordinary(), ...helper([], { after: 1 })]))).toEqual([]);
  });

  it('names a bounded number, however many names are made up', () => {
    const many = Array.from({ length: 200 }, (_, at) => copying({ node: `h${at}`, after: at })).flat();

    expect(hostsToRecall(eventsOf(many))).toHaveLength(64);
  });
});
