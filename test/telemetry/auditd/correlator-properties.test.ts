import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../../shared/telemetry/exec-event.ts';
import { toBytes } from '../bytes.ts';
import { execs, interleavedLines, shuffledLines } from './arbitraries.ts';
import { correlate } from './golden.ts';
import { type Exec, eventIdOf, render } from './render.ts';

/** Readable, comparable, and one to one with the bytes. */
const shown = (bytes: Buffer): string => bytes.toString('latin1');

type Facts = Record<keyof Exec, unknown> & { whole: boolean };

function factsOf(event: TelemetryEvent): Facts {
  if (event.type !== 'exec') throw new Error('an exec that succeeded was told as a failure');
  const { host: node, time, sequence: serial, pid, exe, argv, cwd, files, missing, argvFidelity } = event;
  const bytes = (text: string | null): string | null => (text === null ? null : shown(toBytes(text)));
  return {
    ...{ node, time, serial, pid, cwd: bytes(cwd), exe: bytes(exe?.path ?? null), argv: argv.map(bytes) },
    files: files.map(({ name }) => bytes(name)),
    whole: missing.length === 0 && argvFidelity === 'exact',
  };
}

function factsBehind(exec: Exec): Facts {
  const { exe, argv, cwd, files } = exec;
  const texts = { exe: shown(exe), cwd: shown(cwd), argv: argv.map(shown), files: files.map(shown) };
  return { ...exec, ...texts, whole: true };
}

const keyOf = ({ node, time, serial }: Facts): string => `${node} ${time} ${serial}`;

function sorted(facts: readonly Facts[]): Facts[] {
  return facts.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

/** Executions together with lines that tell them. */
function told(lines: (happened: readonly Exec[]) => fc.Arbitrary<string[]>) {
  return execs.chain((happened) => fc.record({ happened: fc.constant(happened), lines: lines(happened) }));
}

function expectTold({ happened, lines }: { happened: readonly Exec[]; lines: readonly string[] }): void {
  const facts = correlate(lines).events.map(factsOf);
  expect(sorted(facts)).toEqual(sorted(happened.map(factsBehind)));
}

describe('what the kernel wrote of an exec is read back', () => {
  it('byte for byte', () => {
    const inOrder = told((happened) => fc.constant(happened.flatMap(render)));
    fc.assert(fc.property(inOrder, expectTold), { numRuns: 150 });
  });

  it('at once, without waiting for the end of the log', () => {
    fc.assert(
      fc.property(execs, (happened) => {
        const last = { ...happened[0], node: 'last' } as Exec;
        const { unused } = correlate([...render(last), ...render(last)]);
        const repeated = Object.values(unused).filter((reason) => reason === 'late-or-repeated');
        expect(repeated).toHaveLength(render(last).length - 1);
      }),
      { numRuns: 50 },
    );
  });

  it('with the records of several events and hosts mixed', () => {
    fc.assert(fc.property(told(interleavedLines), expectTold), { numRuns: 100 });
  });

  it('with the records in any order', () => {
    fc.assert(fc.property(told(shuffledLines), expectTold), { numRuns: 100 });
  });

  it('once, though every line comes twice', () => {
    const twice = told((happened) => shuffledLines(happened, 2));
    fc.assert(fc.property(twice, expectTold), { numRuns: 100 });
  });

  it('under the id that a person searches for', () => {
    fc.assert(
      fc.property(execs, (happened) => {
        const ids = happened.map((exec) => (exec.node === '' ? '' : `${exec.node}|`) + eventIdOf(exec));
        const { events } = correlate(happened.flatMap(render));
        expect(events.map((event) => (event.type === 'exec' ? event.id : ''))).toEqual(ids);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what was lost is not made up', () => {
  it('whatever single line is missing, everything told is true or named as missing', () => {
    const without = told((happened) => fc.constant(happened.flatMap(render)));
    fc.assert(
      fc.property(without, fc.nat(), ({ happened, lines }, drop) => {
        const { events } = correlate(lines.toSpliced(drop % lines.length, 1));
        const truth = new Map(happened.map(factsBehind).map((facts) => [keyOf(facts), facts]));
        for (const facts of events.map(factsOf)) {
          if (facts.whole) expect(facts).toEqual(truth.get(keyOf(facts)));
        }
        expect(events.length).toBe(happened.length);
      }),
      { numRuns: 100 },
    );
  });
});
