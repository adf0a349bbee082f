/** Memory of a host while a part of its log is judged: what is remembered comes in at its time, and is not learned. */
import { describe, expect, it } from 'vitest';
import { firstLook } from '../../shared/detection/first-look.ts';
import type { HostFact } from '../../shared/detection/host-facts.ts';
import { RecalledMemory } from '../../shared/detection/recalled-memory.ts';
import { dynamic, identityOf, LINKER, T0 } from './exec.ts';

const DAY = 86_400_000;
const FIRST = { time: T0, sequence: 5 };
const COPY: HostFact = { fact: 'copy', since: T0 - DAY, path: '/tmp/x', family: 'glibc', madeBy: '1.0:1' };
const OTHER: HostFact = { ...COPY, since: T0 + 50, path: '/tmp/y' };
const KNOWN_LINKER: HostFact = {
  fact: 'linker',
  since: T0 - DAY,
  path: LINKER,
  family: 'glibc',
  identity: identityOf(LINKER),
};

describe('RecalledMemory', () => {
  it('holds of what is remembered what had happened before each execution', () => {
    const memory = new RecalledMemory([OTHER, COPY]);

    expect([...memory.before(FIRST).copies].map(([path]) => path)).toEqual(['/tmp/x']);
    expect([...memory.before({ ...FIRST, time: T0 + 49 }).copies].map(([path]) => path)).toEqual(['/tmp/x']);
    expect([...memory.before({ ...FIRST, time: T0 + 51 }).copies].map(([path]) => path)).toEqual([
      '/tmp/x',
      '/tmp/y',
    ]);
  });

  it.each([
    [7, []],
    [8, ['/tmp/x']],
  ])('tells within one millisecond by the kernel’s number what came first (%i)', (sequence, paths) => {
    const copy = { ...COPY, since: T0, madeBy: '1800000000.000:7' };

    const { copies } = new RecalledMemory([copy]).before({ time: T0, sequence });

    expect([...copies].map(([path]) => path)).toEqual(paths);
  });

  it('learns nothing from being reminded', () => {
    const memory = new RecalledMemory([COPY, KNOWN_LINKER]);
    memory.before(FIRST);

    expect(memory.learned()).toEqual([]);
  });

  it('learns what is seen, and what is seen again: it has to be kept for longer', () => {
    const memory = new RecalledMemory([COPY, KNOWN_LINKER]);
    const again = dynamic(`/bin/cp ${LINKER} /tmp/x`);
    firstLook(again, memory.before(again));

    expect(memory.learned()).toMatchObject([
      { fact: 'linker', path: LINKER, since: T0 },
      { fact: 'copy', path: '/tmp/x', since: T0 },
    ]);
  });

  it('knows the run-time linker however long ago it was remembered', () => {
    const memory = new RecalledMemory([KNOWN_LINKER]).before({ ...FIRST, time: T0 + 3 * DAY });

    expect(memory.loaderFiles.get(identityOf(LINKER))?.lastSeen).toBeGreaterThan(T0 + 3 * DAY);
  });
});
