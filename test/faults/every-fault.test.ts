/**
 * Each call that the pipeline makes to a service fails in each way, one run each: the process dies before or after the
 * call took effect, the service refuses, the answer is lost. Nothing is lost, nothing is counted twice, and each
 * generation is told once, but for the one gap that can't be closed: told, and dead before it was marked.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLines } from '../corpus/recordings.ts';
import { Timeline } from '../corpus/timeline.ts';
import { FAULT_KINDS, type Faults } from './faults.ts';
import { everyFault, type Outcome, run } from './harness.ts';
import { PipelineSubjects } from './pipeline-subject.ts';
import { deliveriesOf, expectedIncidents, logEventsOf } from './recording.ts';

/** `npm run test:thorough` sets it to 300. */
const SEQUENCES = Number(process.env['LDWATCH_SEQUENCES'] ?? 20);

/** Of the recording: an attack, the same by another name, one with a copied loader, and an ldd. */
const SCENARIOS = new Set(['direct', 'argv0-lie', 'copied-loader', 'ldd']);

function linesOfScenarios(): string[] {
  const lines = readLines('recorded');
  const timeline = new Timeline();
  for (const line of lines) timeline.add(line);
  return lines.filter((line) => {
    const id = /audit\(([^)]*)\)/.exec(line)?.[1];
    return id !== undefined && SCENARIOS.has(timeline.of(id) ?? '');
  });
}

const lines = linesOfScenarios();
const events = logEventsOf(lines);
/** In four deliveries, each ending in the middle of an event. */
const deliveries = deliveriesOf(
  events,
  [0.22, 0.48, 0.77].map((part) => Math.floor(part * events.length)),
);
const inOrder = [...deliveries.keys()];

let subjects: PipelineSubjects;

beforeAll(async () => {
  subjects = await PipelineSubjects.start(1_795_500_000_000);
});
afterAll(() => subjects.stop());

/** Messages that were sent again in the one gap, each in the same words and with the same id. */
function repeatsOf({ told }: Outcome): number {
  const texts = Map.groupBy(told, ({ what }) => what);
  for (const [what, messages] of texts)
    expect(new Set(messages.map(({ text }) => text)).size, `${what} in one wording`).toBe(1);
  return told.length - texts.size;
}

/** Faults after an alert was accepted and before its mark: nobody can know then whether it was told. */
function inTheGap(struck: Faults['struck']): number {
  return struck.filter(({ call, kind }) =>
    call === 'Publish' ? kind === 'dies-after' || kind === 'answer-lost' : call === 'Mark',
  ).length;
}

/** Every generation of every incident, and nothing else. */
function expectEachGenerationTold({ told, generations }: Outcome): void {
  const wanted = [...generations].flatMap(([id, last]) =>
    Array.from({ length: last }, (_, index) => `${id} generation ${index + 1}`),
  );
  expect(new Set(told.map(({ what }) => what))).toEqual(new Set(wanted));
}

describe('the pipeline without faults', () => {
  it('finds what a scan of the log finds, and tells each generation once', async () => {
    const { outcome } = await run(subjects.making(events, deliveries), inOrder);

    expect(outcome.incidents).toEqual(expectedIncidents(lines));
    expect(outcome.incidents.size).toBeGreaterThanOrEqual(2);
    expectEachGenerationTold(outcome);
    expect(repeatsOf(outcome)).toBe(0);
  });
});

describe('a fault at any one call', () => {
  it('loses nothing and doubles nothing but an alert whose mark was not reached', {
    timeout: 600_000,
  }, async () => {
    const { runs, calls, damages } = await everyFault(subjects.making(events, deliveries), inOrder);

    expect(runs).toBe(calls.length * FAULT_KINDS.length);
    expect(new Set(calls)).toEqual(
      new Set([
        'UpdateItem',
        'Mark',
        'GetItem',
        'Query',
        'DeleteItem',
        'SendMessage',
        'GetLogEvents',
        'Publish',
        'BatchGetItem',
        'DescribeInstances',
      ]),
    );
    expect(damages.filter(({ lost, wrong }) => lost.length + wrong.length > 0)).toEqual([]);
    // The named gap: SNS has it, and whoever sent it does not know, or could not say so.
    for (const { fault, doubled } of damages) {
      expect(doubled).toHaveLength(1);
      expect(['Publish', 'Mark']).toContain(fault.call);
      const kinds = fault.call === 'Publish' ? ['dies-after', 'answer-lost'] : ['dies-before', 'refused'];
      expect(kinds).toContain(fault.kind);
    }
    const messages = calls.filter((call) => call === 'Publish').length;
    expect(damages).toHaveLength(4 * messages);
  });
});

describe('faults, repetitions and another order, at random', () => {
  const fault = fc.record({ at: fc.integer({ min: 1, max: 120 }), kind: fc.constantFrom(...FAULT_KINDS) });
  const again = fc.array(fc.constantFrom<number | 'work'>(...inOrder, 'work'), { maxLength: 8 });
  const order = fc.shuffledSubarray(inOrder, { minLength: inOrder.length });

  it(`end the same in ${SEQUENCES} sequences`, { timeout: 900_000 }, async () => {
    const { outcome: reference } = await run(subjects.making(events, deliveries), inOrder);
    const property = fc.asyncProperty(
      fc.uniqueArray(fault, { maxLength: 6, selector: ({ at }) => at }),
      order,
      again,
      async (faults, first, more) => {
        const { outcome, faults: after } = await run(
          subjects.making(events, deliveries),
          [...first, ...more],
          faults,
        );

        expect(outcome.incidents).toEqual(reference.incidents);
        expectEachGenerationTold(outcome);
        expect(repeatsOf(outcome)).toBeLessThanOrEqual(inTheGap(after.struck));
      },
    );
    await fc.assert(property, { numRuns: SEQUENCES, endOnFailure: true });
  });
});
