import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endState } from './end-state.ts';
import { failingOnce, failingStep, type Moment } from './faults.ts';
import { Laboratory, RICH } from './laboratory.ts';

const MOMENTS: readonly Moment[] = ['before', 'after'];
let laboratory: Laboratory;

beforeAll(async () => {
  laboratory = await Laboratory.open();
}, 300_000);

afterAll(() => laboratory.close());

describe('a release in which one call fails', () => {
  it.each(MOMENTS)('once, %s its effect, is made good, whichever call it is', async (moment) => {
    const { id } = await laboratory.subject(RICH);
    await laboratory.contain(id);
    const steps = await laboratory.stepsOf(() => laboratory.release(id));
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
      const steps = new Set(await laboratory.stepsOf(() => laboratory.release(id)));
      const wrong: string[] = [];
      for (const step of steps) {
        const subject = await laboratory.subject(RICH);
        await laboratory.contain(subject.id);
        laboratory.caller = failingStep(laboratory.plain, step, moment);
        const { status } = await laboratory.release(subject.id);
        const end = await endState(laboratory.emulator, subject.id, subject.before);
        if (status === 'Success' && end.kind !== 'restored') wrong.push(`${step}: ${JSON.stringify(end)}`);
        wrong.push(...(await laboratory.releasedFully(subject)).map((problem) => `${step}: ${problem}`));
      }
      expect(wrong).toEqual([]);
    },
  );
});
