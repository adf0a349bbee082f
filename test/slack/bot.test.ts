import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { botToken, SlackBot } from '../../shared/slack/bot.ts';
import { SlackBusy, SlackFailure, SlackRefusal, SlackSecretError } from '../../shared/slack/errors.ts';
import { type Mishap, SlackServer } from './slack-server.ts';

const MESSAGE = { text: 'critical', blocks: [{ type: 'divider' as const }] };
const MARK = { incident: 'abc-24h-x', generation: 1, part: 'first' as const };

let slack: SlackServer;
const slept: number[] = [];

beforeAll(async () => {
  slack = await SlackServer.start();
});
afterAll(() => slack.stop());
beforeEach(() => {
  slack.reset();
  slept.length = 0;
});

function bot(timeout = 1000): SlackBot {
  const sleep = async (milliseconds: number) => void slept.push(milliseconds);
  return new SlackBot({ http: { fetch, sleep, timeout }, token: async () => 'xoxb-token', api: slack.api });
}

function next(method: string, ...mishaps: Mishap[]): void {
  slack.mishaps.set(method, mishaps);
}

function requests(): string[] {
  return slack.requests.map(({ method }) => method);
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('SlackBot.post', () => {
  it('posts blocks with what notifications show, marked, and with nothing turned into links', async () => {
    const ts = await bot().post('C0000001', null, MESSAGE, MARK);

    expect(slack.messages).toMatchObject([{ ts, channel: 'C0000001', thread: null, text: 'critical' }]);
    expect(slack.requests).toEqual([
      {
        method: 'chat.postMessage',
        authorization: 'Bearer xoxb-token',
        contentType: 'application/json; charset=utf-8',
        body: {
          channel: 'C0000001',
          ...MESSAGE,
          unfurl_links: false,
          unfurl_media: false,
          parse: 'none',
          link_names: false,
          metadata: { event_type: 'ldwatch_incident', event_payload: MARK },
        },
      },
    ]);
  });

  it('posts into a thread', async () => {
    const ts = await bot().post('C0000001', null, MESSAGE, MARK);
    await bot().post('C0000001', ts, MESSAGE, MARK);
    expect(slack.messages[1]).toMatchObject({ thread: ts });
  });

  it('waits as long as Slack asks for, and posts once', async () => {
    next('chat.postMessage', { kind: 'too-many', seconds: 2 }, { kind: 'too-many', seconds: 1 });
    await bot().post('C0000001', null, MESSAGE, MARK);
    expect(slept).toEqual([2000, 1000]);
    expect(slack.messages).toHaveLength(1);
  });

  it.each<[string, Mishap[]]>([
    ['for longer than a function can wait', [{ kind: 'too-many', seconds: 30 }]],
    ['again and again', Array.from({ length: 3 }, () => ({ kind: 'too-many', seconds: 1 }) as const)],
    ['in its own words', [{ kind: 'refuses', error: 'ratelimited' }]],
  ])('gives up where Slack asks to wait %s, and knows that nothing was posted', async (_, mishaps) => {
    next('chat.postMessage', ...mishaps);
    expect(await errorOf(bot().post('C0000001', null, MESSAGE, MARK))).toBeInstanceOf(SlackBusy);
    expect(slack.messages).toEqual([]);
  });

  it.each<[string, Mishap, boolean]>([
    ['a failure', { kind: 'fails', done: false }, true],
    ['a failure of what was done', { kind: 'fails', done: true }, true],
    ['an internal error', { kind: 'refuses', error: 'internal_error' }, true],
    ['a lost answer', { kind: 'no-answer', done: true }, false],
    ['a late answer', { kind: 'late', milliseconds: 300 }, false],
  ])('does not post again after %s: it may have been posted', async (_, mishap, answered) => {
    next('chat.postMessage', mishap);
    const error = await errorOf(bot(100).post('C0000001', null, MESSAGE, MARK));
    expect(error).toBeInstanceOf(SlackFailure);
    expect(error).toMatchObject({ answered });
    expect(requests()).toEqual(['chat.postMessage']);
    if (mishap.kind === 'late') await wait(300);
  });

  it.each([
    ['not_in_channel', /invite the app into the channel/],
    ['channel_not_found', /ids of channels/],
    ['invalid_auth', /bot token .*docs\/slack\.md/],
    ['missing_scope', /scopes/],
    ['is_archived', /unarchive/],
    ['msg_blocks_too_long', /please report/],
    ['never_heard_of', /documentation/],
  ])('says what to do where Slack refuses with %s', async (code, advice) => {
    next('chat.postMessage', { kind: 'refuses', error: code });
    const error = await errorOf(bot().post('C0000001', null, MESSAGE, MARK));
    expect(error).toBeInstanceOf(SlackRefusal);
    expect(String(error)).toMatch(advice);
    expect(String(error)).toContain(`(${code})`);
    expect(String(error)).not.toContain('xoxb-token');
  });
});

describe('SlackBot.edit', () => {
  it('puts another text in the place of the first, and may do so twice', async () => {
    const ts = await bot().post('C0000001', null, MESSAGE, MARK);
    next('chat.update', { kind: 'no-answer', done: true }, { kind: 'fails', done: false });
    await bot().edit('C0000001', ts, { ...MESSAGE, text: 'worse' }, { ...MARK, generation: 2 });
    expect(slack.messages).toMatchObject([{ text: 'worse', metadata: { event_payload: { generation: 2 } } }]);
    expect(requests()).toEqual(['chat.postMessage', 'chat.update', 'chat.update', 'chat.update']);
  });

  it('gives up after three attempts', async () => {
    const ts = await bot().post('C0000001', null, MESSAGE, MARK);
    next('chat.update', ...Array.from({ length: 3 }, () => ({ kind: 'fails', done: false }) as const));
    expect(await errorOf(bot().edit('C0000001', ts, MESSAGE, MARK))).toBeInstanceOf(SlackFailure);
    expect(requests()).toHaveLength(4);
  });
});

describe('SlackBot.find', () => {
  const isOf = (generation: number) => (mark: { readonly generation: number }) =>
    mark.generation === generation;

  it('finds a message of ours by what it is marked with, on later pages too', async () => {
    for (let generation = 1; generation <= 8; generation++)
      await bot().post('C0000001', null, MESSAGE, { ...MARK, generation });
    const found = await bot().find('C0000001', null, 0, isOf(2));
    expect(found).toEqual({ ts: slack.messages[1]?.ts, mark: { ...MARK, generation: 2 } });
    expect(requests().filter((method) => method === 'conversations.history')).toHaveLength(3);
  });

  it('asks as Slack wants it: no JSON, with metadata, from a time on', async () => {
    await bot().find('C0000001', null, 1_795_500_000_123, isOf(1));
    expect(slack.requests[0]).toMatchObject({
      contentType: 'application/x-www-form-urlencoded',
      body: { channel: 'C0000001', oldest: '1795500000.123000', include_all_metadata: 'true' },
    });
  });

  it('finds a reply in its thread, and none of another', async () => {
    const first = await bot().post('C0000001', null, MESSAGE, MARK);
    const other = await bot().post('C0000001', null, MESSAGE, { ...MARK, incident: 'other' });
    await bot().post('C0000001', first, MESSAGE, { ...MARK, generation: 2, part: 'update' });
    expect(await bot().find('C0000001', first, 0, isOf(2))).toMatchObject({ mark: { part: 'update' } });
    expect(await bot().find('C0000001', other, 0, isOf(2))).toBeNull();
  });

  it('takes nothing for ours that is marked otherwise', async () => {
    await bot().post('C0000001', null, MESSAGE, MARK);
    const [message] = slack.messages;
    Object.assign(message ?? {}, { metadata: { event_type: 'other', event_payload: MARK } });
    expect(await bot().find('C0000001', null, 0, () => true)).toBeNull();
  });
});

describe('botToken', () => {
  it('takes a token', () => {
    expect(botToken(' xoxb-123-456-aBc\n')).toBe('xoxb-123-456-aBc');
  });

  it.each(['xoxp-1', '{"token":"xoxb-1"}', 'xoxb-1\r\nx: y', 'https://hooks.slack.com/services/x', ''])(
    'refuses %j, without repeating it',
    (secret) => {
      expect(() => botToken(secret)).toThrow(SlackSecretError);
      expect(() => botToken(secret)).toThrow(
        /^the secret is no token of a Slack bot: it has to hold nothing but xoxb-…/,
      );
    },
  );
});
