import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GENERATIONS } from './generations.ts';
import { Workspace } from './workspace.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await Workspace.start();
});
afterAll(() => workspace.stop());
beforeEach(async () => {
  await workspace.reset();
  workspace.mode = 'webhook';
});

async function tellAll(): Promise<void> {
  for (const incident of GENERATIONS) await workspace.deliverUntilTold(incident);
}

const ALL = ['critical', 'seen', 'severity', 'seen'];

function beginnings(): string[] {
  return workspace.seen.map(({ text }) => text.split(/[ ,]/)[0] ?? '');
}

describe('an incident told through a webhook', () => {
  it('is a message for each generation, each of which says again what it is about', async () => {
    await tellAll();
    expect(beginnings()).toEqual(['medium', ...ALL.slice(1)]);
    for (const { blocks } of workspace.slack.messages) {
      expect(JSON.stringify(blocks)).toMatch(/^\[\{"type":"header"/);
      expect(JSON.stringify(blocks)).toContain('/tmp/payload');
    }
  });

  it('is told once, however often it is delivered', async () => {
    await tellAll();
    await tellAll();
    expect(workspace.seen).toHaveLength(4);
  });

  it('is told in full by whichever generation comes first', async () => {
    const [, second, third] = GENERATIONS;
    if (second === undefined || third === undefined) throw new Error('there are no such generations');
    await workspace.deliverUntilTold(third);
    await workspace.deliverUntilTold(second);
    expect(beginnings()).toEqual(['critical', 'seen']);
  });

  it('asks Slack for nothing but to post', async () => {
    await tellAll();
    expect(new Set(workspace.slack.requests.map(({ method }) => method))).toEqual(new Set(['webhook']));
  });

  it.each([
    ['failed', { kind: 'fails', done: false }],
    ['has too much to do', { kind: 'too-many', seconds: 60 }],
    ['did not answer', { kind: 'no-answer', done: false }],
  ] as const)('comes once where Slack %s', async (_, mishap) => {
    workspace.slack.mishaps.set('webhook', [mishap]);
    await tellAll();
    expect(workspace.seen).toHaveLength(4);
  });

  it('comes twice where Slack has it and did not say so: a webhook can not look', async () => {
    workspace.slack.mishaps.set('webhook', [{ kind: 'no-answer', done: true }]);
    await tellAll();
    expect(workspace.seen).toHaveLength(5);
  });
});
