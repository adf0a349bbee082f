import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SlackFailure, SlackRefusal, SlackSecretError } from '../../shared/slack/errors.ts';
import { SlackWebhook, webhookAddress } from '../../shared/slack/webhook.ts';
import { SlackServer } from './slack-server.ts';

const MESSAGE = { text: 'critical', blocks: [{ type: 'divider' as const }] };
let slack: SlackServer;

beforeAll(async () => {
  slack = await SlackServer.start();
});
afterAll(() => slack.stop());
beforeEach(() => slack.reset());

function webhook(answer?: Response): SlackWebhook {
  const http = { fetch: answer === undefined ? fetch : async () => answer, timeout: 1000 };
  return new SlackWebhook({ ...http, sleep: async () => undefined }, async () => `${slack.api}webhook`);
}

describe('SlackWebhook', () => {
  it('posts', async () => {
    await webhook().post(MESSAGE);
    expect(slack.requests).toMatchObject([
      { method: 'webhook', authorization: undefined, body: { ...MESSAGE, unfurl_links: false } },
    ]);
  });

  it('posts again what Slack said it failed at, and was told is too many', async () => {
    slack.mishaps.set('webhook', [
      { kind: 'fails', done: false },
      { kind: 'too-many', seconds: 1 },
    ]);
    await webhook().post(MESSAGE);
    expect(slack.messages).toHaveLength(1);
  });

  it('leaves it to its caller where Slack did not answer', async () => {
    slack.mishaps.set('webhook', [{ kind: 'no-answer', done: true }]);
    await expect(webhook().post(MESSAGE)).rejects.toThrow(SlackFailure);
    expect(slack.messages).toHaveLength(1);
  });

  it.each([
    [403, 'action_prohibited', /let the app post/],
    [404, 'no_service', /make a new webhook/],
    [410, 'channel_is_archived', /unarchive/],
    [400, 'invalid_payload', /please report/],
    [400, '<html>no</html>', /status_400/],
  ])(
    'says what to do where Slack refuses with %i %s, and never the address',
    async (status, body, advice) => {
      const error = await webhook(new Response(body, { status }))
        .post(MESSAGE)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SlackRefusal);
      expect(String(error)).toMatch(advice);
      expect(String(error)).not.toContain('127.0.0.1');
    },
  );
});

describe('webhookAddress', () => {
  it.each(['https://hooks.slack.com/services/T0/B0/x', ' https://hooks.slack-gov.com/services/T0/B0/x\n'])(
    'takes %j',
    (secret) => {
      expect(webhookAddress(secret)).toBe(secret.trim());
    },
  );

  it.each([
    'http://hooks.slack.com/services/T0/B0/x',
    'https://hooks.slack.com.evil.example/services/x',
    'https://hooks.slack.com@evil.example/services/x',
    'xoxb-123',
    '{"url":"https://hooks.slack.com/services/T0/B0/x"}',
    '',
  ])('refuses %j, without repeating it', (secret) => {
    expect(() => webhookAddress(secret)).toThrow(SlackSecretError);
    if (secret !== '') expect(() => webhookAddress(secret)).not.toThrow(secret);
  });
});
