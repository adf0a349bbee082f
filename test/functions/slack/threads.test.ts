import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../shared/incident/incident.ts';
import { botToken } from '../../../shared/slack/bot.ts';
import { itemsOf } from '../../faults/table-contents.ts';
import type { Mishap } from '../../slack/slack-server.ts';
import { GENERATIONS, generation } from './generations.ts';
import { CHANNEL, routing, TIMEOUT, Workspace } from './workspace.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await Workspace.start();
});
afterAll(() => workspace.stop());
beforeEach(() => workspace.reset());

function at(number: number): Incident {
  const found = GENERATIONS[number - 1];
  if (found === undefined) throw new Error(`there is no generation ${number}`);
  return found;
}

function methods(): string[] {
  return workspace.slack.requests.map(({ method }) => method);
}

async function tellAll(): Promise<void> {
  for (const incident of GENERATIONS) expect(await workspace.deliver(incident)).toBe(0);
}

describe('an incident in Slack', () => {
  it('is one thread: the first message shows the current state, the thread what was new each time', async () => {
    await tellAll();

    expect(workspace.told).toEqual(['first 4', 'update 2', 'update 3', 'update 4']);
    const [first, ...updates] = workspace.slack.messages;
    expect(first?.versions).toEqual([
      'medium, production: A program was run through the dynamic loader (1 execution on 1 host)',
      'medium, production: A program was run through the dynamic loader (10 executions on 1 host)',
      'critical, production: A program was run through the dynamic loader (11 executions on 1 host)',
      'critical, production: A program was run through the dynamic loader (15 executions on 5 hosts)',
    ]);
    expect(updates.map(({ text }) => text.split(':')[0])).toEqual([
      'seen 10 times or more',
      'severity rose from medium',
      'seen on 5 hosts or more',
    ]);
    expect(updates.map(({ thread }) => thread)).toEqual([first?.ts, first?.ts, first?.ts]);
  });

  it('is looked for in the channel only after something went wrong', async () => {
    await tellAll();
    expect(methods().filter((method) => method.startsWith('conversations.'))).toEqual([]);
  });

  it('is told once, however often it is delivered', async () => {
    await tellAll();
    await tellAll();
    expect(workspace.told).toEqual(['first 4', 'update 2', 'update 3', 'update 4']);
  });

  it('begins with whatever generation comes first', async () => {
    await workspace.deliver(at(3));
    await workspace.deliver(at(4));
    expect(workspace.told).toEqual(['first 4', 'update 4']);
  });

  it('never shows an older state again: what comes late is told in the thread alone', async () => {
    for (const number of [1, 4, 2, 3]) await workspace.deliver(at(number));
    expect(workspace.told).toEqual(['first 4', 'update 4', 'update 2', 'update 3']);
    expect(workspace.slack.messages[0]?.versions).toHaveLength(2);
  });

  it('never shows an older state again, not even where nobody knows whether the newer one is shown', async () => {
    await workspace.deliver(at(1));
    const lost: Mishap[] = Array.from({ length: 3 }, () => ({ kind: 'no-answer', done: true }));
    workspace.slack.mishaps.set('chat.update', lost);
    expect(await workspace.deliver(at(3))).toBe(1);
    workspace.pass();
    expect(await workspace.deliver(at(2))).toBe(0);
    expect(workspace.told).toEqual(['first 3', 'update 3', 'update 2']);
    expect(await workspace.deliver(at(3))).toBe(0);
    expect(workspace.told).toEqual(['first 3', 'update 3', 'update 2']);
  });

  it('says nothing in the thread where a late generation only says that it is new', async () => {
    for (const number of [2, 1]) await workspace.deliver(at(number));
    expect(workspace.told).toEqual(['first 2']);
  });

  it('has its own thread, whatever others do', async () => {
    const other = { ...at(1), id: 'bbbbbbbbbbbbbbbbbbbb-24h-x' as Incident['id'] };
    await workspace.deliver(at(1), other);
    await workspace.deliver(at(2));
    expect(workspace.told).toEqual(['first 2', 'first 1', 'update 2']);
  });

  it('leaves an item in the table that expires, and holds nothing when it is done', async () => {
    await tellAll();
    const [item] = await itemsOf(workspace.local);
    expect(Object.keys(item ?? {}).sort()).toEqual(
      ['expires', 'pk', 'showing', 'shown', 'since', 'sk', 'told', 'ts'].sort(),
    );
  });
});

describe('channels', () => {
  const elsewhere = { critical: 'C0CRITICAL' } as const;

  it('are chosen by severity, then by environment, then there is the one for everything else', async () => {
    workspace.routing = routing({ bySeverity: elsewhere, byEnvironment: { ci: 'C0000000CI' } });
    workspace.restart();
    await workspace.deliver(
      generation(1, { severity: 'high', environment: 'staging' }, { what: 'new' }),
      {
        ...generation(1, { severity: 'high', environment: 'ci' }, { what: 'new' }),
        id: 'b' as Incident['id'],
      },
      { ...generation(1, { environment: 'ci' }, { what: 'new' }), id: 'c' as Incident['id'] },
    );
    expect(workspace.seen.map(({ channel }) => channel)).toEqual([CHANNEL, 'C0000000CI', 'C0CRITICAL']);
  });

  it('are left for a graver one with a last word that says where it goes on', async () => {
    workspace.routing = routing({ bySeverity: elsewhere });
    workspace.restart();
    await tellAll();
    expect(workspace.seen.map(({ channel, part }) => `${channel} ${part}`)).toEqual([
      `${CHANNEL} first`,
      `${CHANNEL} update`,
      'C0CRITICAL first',
      `${CHANNEL} update`,
      'C0CRITICAL update',
    ]);
    expect(JSON.stringify(workspace.slack.messages[3]?.blocks)).toContain('"channel_id":"C0CRITICAL"');
    expect(workspace.seen[0]).toMatchObject({ generation: 3 });
  });

  it('that were told nothing, because it was too mild, are not told that it rose', async () => {
    workspace.routing = routing({ bySeverity: elsewhere, from: 'high' });
    workspace.restart();
    await workspace.deliver(at(3));
    expect(workspace.seen.map(({ channel }) => channel)).toEqual(['C0CRITICAL']);
  });

  it('are each told, whatever becomes of the others', async () => {
    workspace.routing = routing({ bySeverity: elsewhere });
    workspace.restart();
    await workspace.deliver(at(1));
    workspace.slack.mishaps.set('chat.postMessage', [{ kind: 'refuses', error: 'not_in_channel' }]);
    expect(await workspace.deliver(at(3))).toBe(1);
    expect(workspace.lines.at(-1)).toContain('invite the app into the channel');
    await workspace.deliverUntilTold(at(3));
    expect(workspace.seen.map(({ channel, part }) => `${channel} ${part}`)).toEqual([
      `${CHANNEL} first`,
      `${CHANNEL} update`,
      'C0CRITICAL first',
    ]);
  });
});

describe('when Slack', () => {
  const mishaps: readonly (readonly [string, Mishap])[] = [
    ['fails and has done nothing', { kind: 'fails', done: false }],
    ['fails and has done it', { kind: 'fails', done: true }],
    ['does not answer and has done nothing', { kind: 'no-answer', done: false }],
    ['does not answer and has done it', { kind: 'no-answer', done: true }],
    ['wants to be left alone for a while', { kind: 'too-many', seconds: 1 }],
    ['wants to be left alone for longer', { kind: 'too-many', seconds: 60 }],
    ['has an internal error', { kind: 'refuses', error: 'internal_error' }],
    ['refuses until somebody helps', { kind: 'refuses', error: 'not_in_channel' }],
    ['is late', { kind: 'late', milliseconds: TIMEOUT * 2 }],
  ];
  const calls = ['the first message', 'an update', 'an edit'] as const;

  it.each(calls.flatMap((call) => mishaps.map(([what, mishap]) => [what, call, mishap] as const)))(
    '%s at %s, it ends with one first message and one update a generation',
    async (_, call, mishap) => {
      const method = call === 'an edit' ? 'chat.update' : 'chat.postMessage';
      if (call !== 'the first message') await workspace.deliver(at(1));
      workspace.slack.mishaps.set(method, [mishap]);
      for (const incident of GENERATIONS) {
        if ((await workspace.deliver(incident)) === 0) continue;
        // What Slack is late with takes effect while the message waits to come again.
        if (mishap.kind === 'late') await wait(TIMEOUT * 2);
        workspace.pass();
        await workspace.deliverUntilTold(incident);
      }
      expect(workspace.told).toEqual(['first 4', 'update 2', 'update 3', 'update 4']);
    },
  );

  it('is late with the first message, the next generation does not open a second thread', async () => {
    workspace.slack.mishaps.set('chat.postMessage', [{ kind: 'late', milliseconds: TIMEOUT * 2 }]);
    expect(await workspace.deliver(at(1))).toBe(1);
    expect(await workspace.deliver(at(2))).toBe(1);
    await wait(TIMEOUT * 2);
    workspace.pass();
    await workspace.deliverUntilTold(at(2));
    await workspace.deliverUntilTold(at(1));
    expect(workspace.told).toEqual(['first 2', 'update 2']);
  });

  it('has no time to say what it has, it is asked again before anything is posted', async () => {
    workspace.slack.mishaps.set('chat.postMessage', [{ kind: 'no-answer', done: true }]);
    workspace.slack.mishaps.set('conversations.history', [{ kind: 'too-many', seconds: 60 }]);
    for (let tries = 0; tries < 2; tries++) {
      expect(await workspace.deliver(at(1))).toBe(1);
      workspace.pass();
    }
    expect(await workspace.deliver(at(1))).toBe(0);
    expect(workspace.told).toEqual(['first 1']);
  });

  it('failed and has no time to say whether it did it all the same, that stays in doubt', async () => {
    workspace.slack.mishaps.set('chat.postMessage', [{ kind: 'fails', done: true }]);
    workspace.slack.mishaps.set('conversations.history', [{ kind: 'too-many', seconds: 60 }]);
    expect(await workspace.deliver(at(1))).toBe(1);
    workspace.pass();
    expect(await workspace.deliver(at(1))).toBe(0);
    expect(workspace.told).toEqual(['first 1']);
  });

  it('does not let a channel be read, a message comes twice rather than never', async () => {
    workspace.slack.mishaps.set('chat.postMessage', [{ kind: 'no-answer', done: true }]);
    workspace.slack.mishaps.set('conversations.history', [{ kind: 'refuses', error: 'missing_scope' }]);
    await workspace.deliver(at(1));
    workspace.pass();
    expect(await workspace.deliver(at(1))).toBe(0);
    expect(workspace.told).toEqual(['first 1', 'first 1']);
    expect(workspace.lines.join('\n')).toMatch(/can't be seen .*missing_scope.*scopes/);
  });

  it('does not know the token any more, the secret is read again', async () => {
    workspace.slack.mishaps.set('chat.postMessage', [{ kind: 'refuses', error: 'token_revoked' }]);
    expect(await workspace.deliver(at(1))).toBe(1);
    expect(workspace.forgotten).toBe(1);
    expect(await workspace.deliver(at(1))).toBe(0);
  });

  it('is not asked at all, because the secret holds no token, it is read again, and nothing is in doubt', async () => {
    workspace.token = async () => botToken('nothing');
    expect(await workspace.deliver(at(1))).toBe(1);
    expect(workspace.forgotten).toBe(1);
    workspace.token = async () => 'xoxb-token';
    expect(await workspace.deliver(at(1))).toBe(0);
    expect(methods()).toEqual(['chat.postMessage']);
  });

  it('has a message no more that somebody deleted, a new thread is opened', async () => {
    await workspace.deliver(at(1));
    workspace.slack.deleteMessages();
    await workspace.deliver(at(2));
    await workspace.deliver(at(3));
    expect(workspace.told).toEqual(['first 3', 'update 3']);
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'does not let the first message be edited (%s), the thread goes on',
    async (error) => {
      await workspace.deliver(at(1));
      workspace.slack.mishaps.set('chat.update', [{ kind: 'refuses', error }]);
      expect(await workspace.deliver(at(2))).toBe(0);
      expect(workspace.told).toEqual(['first 1', 'update 2']);
    },
  );
});

describe('two instances at once', () => {
  it('open one thread', async () => {
    await Promise.all([
      workspace.deliverUntilTold(at(1)),
      workspace.deliverUntilTold(at(1), workspace.deliverElsewhere.bind(workspace)),
      workspace.deliverUntilTold(at(2), workspace.deliverElsewhere.bind(workspace)),
    ]);
    const { told } = workspace;
    expect(told.filter((one) => one.startsWith('first'))).toEqual(['first 2']);
    expect(told.filter((one) => one.startsWith('update')).length).toBeLessThanOrEqual(1);
  });
});
