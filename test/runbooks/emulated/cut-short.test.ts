import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endState } from './end-state.ts';
import { CONTAIN, Laboratory, RELEASE, RICH } from './laboratory.ts';

let laboratory: Laboratory;

beforeAll(async () => {
  laboratory = await Laboratory.open();
}, 300_000);

afterAll(() => laboratory.close());

describe.each([
  ['containment', CONTAIN],
  ['release', RELEASE],
])('a %s that is cut short at any call', (_, name) => {
  it.each(['contain and release', 'release'])('is put right by %s', async (then) => {
    const first = await laboratory.subject(RICH);
    if (name === RELEASE) await laboratory.contain(first.id);
    const count = (await laboratory.stepsOf(() => laboratory.automation.run(name, { InstanceId: first.id })))
      .length;
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
      wrong.push(...(await laboratory.releasedFully(subject)).map((problem) => `${number}: ${problem}`));
    }
    expect(wrong).toEqual([]);
  });
});
