import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Started } from '../automation.ts';
import { endState, writtenDown } from './end-state.ts';
import { CONTAIN, Laboratory, RELEASE, RICH, type Subject } from './laboratory.ts';

const RUNS = Number(process.env['LDWATCH_INTERLEAVINGS'] ?? 8);
let laboratory: Laboratory;

beforeAll(async () => {
  laboratory = await Laboratory.open();
}, 300_000);

afterAll(() => laboratory.close());

/** Who is next, call by call: true for the second. Whoever is at its end leaves the rest to the other. */
async function interleave(first: Started, second: Started, turns: readonly boolean[]): Promise<void> {
  for (const isSecond of turns) await (isSecond ? second : first).advance();
  await first.finish();
  await second.finish();
}

/** What it is and what is said of it are the same, and it can be released. */
async function rightAfter({ id, before }: Subject, runs: readonly Started[]): Promise<void> {
  const end = await endState(laboratory.emulator, id, before);
  const state = (await writtenDown(laboratory.emulator, id))?.state;
  expect([end.kind, state]).toBeOneOf([
    ['contained', 'contained'],
    ['restored', 'released'],
  ]);
  // One at least has done what it was started for.
  expect(runs.map(({ execution }) => execution.status)).toContain('Success');
  expect((await laboratory.release(id)).status).toBe('Success');
  expect(await endState(laboratory.emulator, id, before)).toEqual({ kind: 'restored' });
}

const turns = fc.array(fc.boolean(), { minLength: 40, maxLength: 200 });

describe('two automations about one instance', () => {
  it.each([
    ['two containments', CONTAIN, CONTAIN, false],
    ['a containment and a release of what is contained', CONTAIN, RELEASE, true],
    ['two releases', RELEASE, RELEASE, true],
  ])(
    '%s: whoever is next at each call, the state stays right',
    async (_, one, other, contained) => {
      await fc.assert(
        fc.asyncProperty(turns, async (order) => {
          const subject = await laboratory.subject(RICH);
          if (contained) await laboratory.contain(subject.id);
          const first = laboratory.automation.begin(one, { InstanceId: subject.id });
          const second = laboratory.automation.begin(other, { InstanceId: subject.id });
          await interleave(first, second, order);
          await rightAfter(subject, [first, second]);
        }),
        { numRuns: RUNS },
      );
    },
    900_000,
  );

  it('a release while a containment is at work waits for nothing and changes nothing', async () => {
    const subject = await laboratory.subject(RICH);
    const contain = laboratory.automation.begin(CONTAIN, { InstanceId: subject.id });
    for (let done = 0; await contain.advance(); done += 1) {
      if (done % 5 !== 0) continue;
      // What it says of itself in the end: from then on there is something to release.
      if ((await writtenDown(laboratory.emulator, subject.id))?.state !== 'containing') break;
      expect((await laboratory.release(subject.id)).status).toBe('Failed');
    }
    await contain.finish();
    await rightAfter(subject, [contain]);
  }, 300_000);
});
