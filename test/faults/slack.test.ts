/**
 * Each call that the Slack function makes, to Slack and to the table, fails in each way, one run each: as with the rest
 * of the pipeline nothing is lost; and because Slack can be asked what it has, nothing is doubled either.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENERATIONS } from '../functions/slack/generations.ts';
import type { Mishap } from '../slack/slack-server.ts';
import { FAULT_KINDS } from './faults.ts';
import { everyFault, run } from './harness.ts';
import { SlackSubjects } from './slack-subject.ts';

/** `npm run test:thorough` sets it to 300. */
const SEQUENCES = Number(process.env['LDWATCH_SEQUENCES'] ?? 40);

const inOrder = [...GENERATIONS.keys()];
let subjects: SlackSubjects;

beforeAll(async () => {
  subjects = await SlackSubjects.start();
});
afterAll(() => subjects.workspace.stop());

describe('a fault at any one call, with a bot', () => {
  it('loses nothing and doubles nothing', { timeout: 300_000 }, async () => {
    const { runs, calls, damages } = await everyFault(subjects.making('bot', GENERATIONS), inOrder);

    expect(runs).toBe(calls.length * FAULT_KINDS.length);
    expect(new Set(calls)).toEqual(
      new Set(['UpdateItem', 'GetSecretValue', 'chat.postMessage', 'chat.update']),
    );
    expect(damages).toEqual([]);
  });
});

describe('a fault at any one call, with a webhook', () => {
  it('loses nothing, and doubles only what was posted and not noted', { timeout: 300_000 }, async () => {
    const { damages } = await everyFault(subjects.making('webhook', GENERATIONS), inOrder);

    expect(damages.filter(({ lost, wrong }) => lost.length + wrong.length > 0)).toEqual([]);
    // The named gap: Slack has it, and whoever posted it does not know, or could not say so.
    const gaps = damages.map(({ fault }) => `${fault.call} ${fault.kind}`);
    expect(new Set(gaps)).toEqual(
      new Set(['webhook dies-after', 'webhook answer-lost', 'UpdateItem dies-before', 'UpdateItem refused']),
    );
    expect(damages).toHaveLength(4 * GENERATIONS.length);
    for (const { doubled } of damages) expect(doubled).toHaveLength(1);
  });
});

/** One first message that shows the latest state, and an update for each generation that has anything to say in one. */
function expectOneThread(): void {
  const { told } = subjects.workspace;
  const updates = told.filter((one) => one.startsWith('update'));
  expect(told.filter((one) => one.startsWith('first'))).toEqual(['first 4']);
  expect(new Set(updates).size).toBe(updates.length);
  // Whichever generation opened the thread has none, and the first has nothing to say in one.
  const wanted = ['update 2', 'update 3', 'update 4'];
  expect(wanted).toEqual(expect.arrayContaining(updates));
  expect(updates.length).toBeGreaterThanOrEqual(wanted.length - 1);
}

const order = fc.shuffledSubarray(inOrder, { minLength: inOrder.length });
const again = fc.array(fc.constantFrom<number | 'work'>(...inOrder, 'work'), { maxLength: 6 });

describe('faults, repetitions and another order, at random', () => {
  const fault = fc.record({ at: fc.integer({ min: 1, max: 50 }), kind: fc.constantFrom(...FAULT_KINDS) });
  const faults = fc.uniqueArray(fault, { maxLength: 6, selector: ({ at }) => at });

  it(`end in one thread in ${SEQUENCES} sequences`, { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(faults, order, again, async (planned, first, more) => {
      await run(subjects.making('bot', GENERATIONS, false), [...first, ...more], planned);
      expectOneThread();
    });
    await fc.assert(property, { numRuns: SEQUENCES, endOnFailure: true });
  });
});

describe('whatever Slack answers, to whichever calls', () => {
  const mishap = fc.constantFrom<Mishap>(
    { kind: 'fails', done: false },
    { kind: 'fails', done: true },
    { kind: 'no-answer', done: false },
    { kind: 'no-answer', done: true },
    { kind: 'too-many', seconds: 1 },
    { kind: 'too-many', seconds: 60 },
    { kind: 'refuses', error: 'internal_error' },
    { kind: 'refuses', error: 'ratelimited' },
  );
  const some = fc.array(mishap, { maxLength: 5 });
  const mishaps = fc.record({
    'chat.postMessage': some,
    'chat.update': some,
    'conversations.history': some,
    'conversations.replies': some,
  });

  it(`it ends in one thread in ${SEQUENCES} sequences`, { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(mishaps, order, again, async (planned, first, more) => {
      const make = subjects.making('bot', GENERATIONS, false);
      await run(
        async (faults) => {
          const subject = await make(faults);
          for (const [method, list] of Object.entries(planned))
            subjects.workspace.slack.mishaps.set(method, [...list]);
          return subject;
        },
        [...first, ...more],
      );
      expectOneThread();
    });
    await fc.assert(property, { numRuns: SEQUENCES, endOnFailure: true });
  });
});
