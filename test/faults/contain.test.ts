/**
 * Each call that the containing function makes, to the table, to EC2 and to SSM, fails in each way, one run each: whatever
 * dies when, a decision starts one automation, its end is written down, and nothing stays held or counted that should not.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Account } from '../functions/contain/account.ts';
import { ContainSubjects, type Delivery, SCENES } from './contain-subject.ts';
import { FAULT_KINDS } from './faults.ts';
import { damageOf, everyFault, run } from './harness.ts';

/** `npm run test:thorough` sets it to 300. */
const SEQUENCES = Number(process.env['LDWATCH_SEQUENCES'] ?? 25);

const inOrder = [...SCENES.keys()];
let subjects: ContainSubjects;

beforeAll(async () => {
  subjects = new ContainSubjects(await Account.start());
});
afterAll(() => subjects.account.local.stop());

/** Every call that the function makes. */
const CALLS = [
  'GetItem',
  'UpdateItem',
  'DescribeInstances',
  'StartAutomationExecution',
  'GetAutomationExecution',
];

describe('proposed, approved by a person, contained and released', () => {
  it('without faults takes two automations', async () => {
    const { outcome } = await run(subjects.making('propose'), inOrder);

    expect(outcome.told.map(({ what }) => what)).toEqual(['ldwatch-contain', 'ldwatch-release']);
    expect([...outcome.incidents.values()]).toMatchObject([
      { containment: { state: 'released' } },
      { held: [], begun: 1 },
    ]);
  });

  it('a fault at any one call starts nothing twice and loses nothing', { timeout: 300_000 }, async () => {
    const { runs, calls, damages } = await everyFault(subjects.making('propose'), inOrder);

    expect(runs).toBe(calls.length * FAULT_KINDS.length);
    expect(new Set(calls)).toEqual(new Set(CALLS));
    expect(damages).toEqual([]);
  });
});

describe('approved by the policy', () => {
  it('a fault at any one call until it runs starts nothing twice and loses nothing', {
    timeout: 300_000,
  }, async () => {
    const { calls, damages } = await everyFault(subjects.making('contain'), [SCENES.indexOf('found')]);

    expect(calls).toContain('StartAutomationExecution');
    expect(damages).toEqual([]);
  });
});

describe('faults, repetitions and another order of messages, at random', () => {
  const fault = fc.record({ at: fc.integer({ min: 1, max: 80 }), kind: fc.constantFrom(...FAULT_KINDS) });
  const faults = fc.uniqueArray(fault, { maxLength: 8, selector: ({ at }) => at });
  const picks = fc.infiniteStream(fc.record({ next: fc.nat(20), isDoubled: fc.nat(9).map((n) => n === 0) }));

  it(`end the same in ${SEQUENCES} sequences`, { timeout: 600_000 }, async () => {
    const { outcome: reference } = await run(subjects.making('propose'), inOrder);
    const property = fc.asyncProperty(faults, picks, async (planned, stream) => {
      const delivery: Delivery = {
        next: (waiting) => (waiting === 0 ? 0 : stream.next().value.next % waiting),
        isDoubled: () => stream.next().value.isDoubled,
      };
      const { outcome } = await run(subjects.making('propose', delivery), inOrder, planned);
      expect(damageOf(reference, outcome)).toEqual({ lost: [], doubled: [], wrong: [] });
    });
    await fc.assert(property, { numRuns: SEQUENCES, endOnFailure: true });
  });
});
