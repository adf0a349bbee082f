import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wrongEnd } from './end-state.ts';
import { failingOnce, failingStep, type Moment } from './faults.ts';
import { Laboratory, RICH } from './laboratory.ts';

const MOMENTS: readonly Moment[] = ['before', 'after'];
let laboratory: Laboratory;

beforeAll(async () => {
  laboratory = await Laboratory.open();
}, 300_000);

afterAll(() => laboratory.close());

describe('a containment in which one call fails', () => {
  it.each(MOMENTS)('once, %s its effect, is made good, whichever call it is', async (moment) => {
    const { id } = await laboratory.subject(RICH);
    const steps = await laboratory.stepsOf(() => laboratory.contain(id));
    await laboratory.release(id);
    const wrong: string[] = [];
    for (const [number, step] of steps.entries()) {
      const subject = await laboratory.subject(RICH);
      laboratory.caller = failingOnce(laboratory.plain, number, moment);
      const execution = await laboratory.contain(subject.id);
      const problems = await wrongEnd(laboratory.emulator, subject.id, subject.before, execution);
      problems.push(...(await laboratory.releasedFully(subject)));
      wrong.push(...problems.map((problem) => `${number} ${step}: ${problem}`));
    }
    expect(steps.length).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  it.each(MOMENTS)('for good, %s its effect, ends contained or restored, and says so', async (moment) => {
    const { id } = await laboratory.subject(RICH);
    const steps = new Set(await laboratory.stepsOf(() => laboratory.contain(id)));
    await laboratory.release(id);
    const wrong: string[] = [];
    for (const step of steps) {
      const subject = await laboratory.subject(RICH);
      laboratory.caller = failingStep(laboratory.plain, step, moment);
      const execution = await laboratory.contain(subject.id);
      const problems = await wrongEnd(laboratory.emulator, subject.id, subject.before, execution);
      problems.push(...(await laboratory.releasedFully(subject)));
      wrong.push(...problems.map((problem) => `${step}: ${problem}`));
    }
    expect(wrong).toEqual([]);
  });
});
