import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endState, writtenDown, wrongEnd } from './end-state.ts';
import { failingOnce, failingStep, type Moment } from './faults.ts';
import { CONTAIN, Laboratory, RELEASE, RICH, type Subject } from './laboratory.ts';

const MOMENTS: readonly Moment[] = ['before', 'after'];
let laboratory: Laboratory;

beforeAll(async () => {
  laboratory = await Laboratory.open();
}, 300_000);

afterAll(() => laboratory.close());

/** Released without faults, it has to be as it was. */
async function releasedFully({ id, before }: Subject): Promise<string[]> {
  laboratory.caller = laboratory.plain;
  const { status, log } = await laboratory.release(id);
  const end = await endState(laboratory.emulator, id, before);
  const state = (await writtenDown(laboratory.emulator, id))?.state;
  return status === 'Success' && end.kind === 'restored' && state === 'released'
    ? []
    : [
        `release: ${status}, ${state}, ${JSON.stringify(end)}, ${JSON.stringify(log.filter((one) => one.status === 'Failed'))}`,
      ];
}

/** Names of the steps whose calls a run makes, in order. */
async function stepsOf(run: () => Promise<unknown>): Promise<string[]> {
  const steps: string[] = [];
  laboratory.caller = (request) => {
    steps.push(request.step);
    return laboratory.plain(request);
  };
  await run();
  laboratory.caller = laboratory.plain;
  return steps;
}

describe('a containment in which one call fails', () => {
  it.each(MOMENTS)('once, %s its effect, is made good, whichever call it is', async (moment) => {
    const { id } = await laboratory.subject(RICH);
    const steps = await stepsOf(() => laboratory.contain(id));
    await laboratory.release(id);
    const wrong: string[] = [];
    for (const [number, step] of steps.entries()) {
      const subject = await laboratory.subject(RICH);
      laboratory.caller = failingOnce(laboratory.plain, number, moment);
      const execution = await laboratory.contain(subject.id);
      const problems = await wrongEnd(laboratory.emulator, subject.id, subject.before, execution);
      problems.push(...(await releasedFully(subject)));
      wrong.push(...problems.map((problem) => `${number} ${step}: ${problem}`));
    }
    expect(steps.length).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  it.each(MOMENTS)('for good, %s its effect, ends contained or restored, and says so', async (moment) => {
    const { id } = await laboratory.subject(RICH);
    const steps = new Set(await stepsOf(() => laboratory.contain(id)));
    await laboratory.release(id);
    const wrong: string[] = [];
    for (const step of steps) {
      const subject = await laboratory.subject(RICH);
      laboratory.caller = failingStep(laboratory.plain, step, moment);
      const execution = await laboratory.contain(subject.id);
      const problems = await wrongEnd(laboratory.emulator, subject.id, subject.before, execution);
      problems.push(...(await releasedFully(subject)));
      wrong.push(...problems.map((problem) => `${step}: ${problem}`));
    }
    expect(wrong).toEqual([]);
  });
});

describe('a release in which one call fails', () => {
  it.each(MOMENTS)('once, %s its effect, is made good, whichever call it is', async (moment) => {
    const { id } = await laboratory.subject(RICH);
    await laboratory.contain(id);
    const steps = await stepsOf(() => laboratory.release(id));
    const wrong: string[] = [];
    for (const [number, step] of steps.entries()) {
      const subject = await laboratory.subject(RICH);
      await laboratory.contain(subject.id);
      laboratory.caller = failingOnce(laboratory.plain, number, moment);
      const { status } = await laboratory.release(subject.id);
      const end = await endState(laboratory.emulator, subject.id, subject.before);
      if (status !== 'Success' || end.kind !== 'restored')
        wrong.push(`${number} ${step}: ${status}, ${JSON.stringify(end)}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(MOMENTS)(
    'for good, %s its effect, does not look released unless it is, and the next one finishes it',
    async (moment) => {
      const { id } = await laboratory.subject(RICH);
      await laboratory.contain(id);
      const steps = new Set(await stepsOf(() => laboratory.release(id)));
      const wrong: string[] = [];
      for (const step of steps) {
        const subject = await laboratory.subject(RICH);
        await laboratory.contain(subject.id);
        laboratory.caller = failingStep(laboratory.plain, step, moment);
        const { status } = await laboratory.release(subject.id);
        const end = await endState(laboratory.emulator, subject.id, subject.before);
        if (status === 'Success' && end.kind !== 'restored') wrong.push(`${step}: ${JSON.stringify(end)}`);
        wrong.push(...(await releasedFully(subject)).map((problem) => `${step}: ${problem}`));
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe.each([
  ['containment', CONTAIN],
  ['release', RELEASE],
])('a %s that is cut short at any call', (_, name) => {
  it.each(['contain and release', 'release'])('is put right by %s', async (then) => {
    const first = await laboratory.subject(RICH);
    if (name === RELEASE) await laboratory.contain(first.id);
    const count = (await stepsOf(() => laboratory.automation.run(name, { InstanceId: first.id }))).length;
    await laboratory.release(first.id);
    const wrong: string[] = [];
    for (let number = 0; number < count; number += 1) {
      const subject = await laboratory.subject(RICH);
      if (name === RELEASE) await laboratory.contain(subject.id);
      const started = laboratory.automation.begin(name, { InstanceId: subject.id });
      for (let done = 0; done <= number; done += 1) await started.advance();
      started.execution.cancel();
      if (then === 'contain and release') {
        const again = await laboratory.contain(subject.id);
        const end = await endState(laboratory.emulator, subject.id, subject.before);
        // A release that was begun is finished first.
        const right = again.status === 'Success' ? end.kind === 'contained' : name === RELEASE;
        if (!right) wrong.push(`${number}: ${again.status}, ${JSON.stringify(end)}`);
      }
      wrong.push(...(await releasedFully(subject)).map((problem) => `${number}: ${problem}`));
    }
    expect(wrong).toEqual([]);
  });
});
