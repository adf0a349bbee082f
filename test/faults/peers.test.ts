/** The same harness, the same faults, other systems' orders of recording and telling: each loses or doubles. */
import { describe, expect, it } from 'vitest';
import { damageOf, everyFault, run } from './harness.ts';
import { matano, panther, streamAlert } from './peers.ts';

/** A short word for what a fault did. */
async function harmOf(make: Parameters<typeof everyFault>[0]): Promise<string[]> {
  const { damages } = await everyFault(make, [0, 1]);
  return damages.map(({ fault, lost, doubled, wrong }) => {
    const harm = [
      lost.length > 0 && 'lost',
      doubled.length > 0 && 'doubled',
      wrong.length > 0 && 'miscounted',
    ];
    return `${fault.call} ${fault.kind}: ${harm.filter(Boolean).join(', ')}`;
  });
}

describe('recorded with the error swallowed, told by a poller (StreamAlert)', () => {
  it('loses an alert whose write was refused, and doubles one that was delivered again', async () => {
    const harm = await harmOf(streamAlert);

    expect(harm).toContain('PutItem refused: miscounted');
    expect(harm).toContain('PutItem dies-after: doubled, miscounted');
    const only = await run(streamAlert, [0], [{ at: 1, kind: 'refused' }]);
    expect(only.outcome.told).toEqual([]);
  });
});

describe('one conditional update that adds, then a queue (Panther)', () => {
  it('loses an alert that could not be queued, and counts a repetition twice', async () => {
    const harm = await harmOf(panther);

    expect(harm).toContain('SendMessage refused: lost');
    expect(harm).toContain('UpdateItem dies-after: lost, miscounted');
    const reference = await run(panther, [0]);
    const again = await run(panther, [0, 0]);
    expect(damageOf(reference.outcome, again.outcome).wrong).not.toEqual([]);
  });
});

describe('posted, then written down (Matano)', () => {
  it('posts twice where it dies in between', async () => {
    const harm = await harmOf(matano);

    expect(harm).toContain('Post dies-after: doubled');
    expect(harm).toContain('UpdateItem dies-before: doubled');
  });
});
