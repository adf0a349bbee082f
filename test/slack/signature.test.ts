import { describe, expect, it } from 'vitest';
import { SlackSecretError } from '../../shared/slack/errors.ts';
import { checkSignature, signingSecret } from '../../shared/slack/signature.ts';

/** The example of docs.slack.dev, "Verifying requests from Slack". */
const EXAMPLE = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};

describe('checkSignature', () => {
  const { secret, timestamp, body, signature } = EXAMPLE;

  it('takes the example that Slack gives', async () => {
    const request = { timestamp, signature, body: Buffer.from(body) };
    expect(await checkSignature(request, async () => secret, Number(timestamp) * 1000)).toBe('signed');
  });

  it('is of every byte of the body, of the time and of the secret', async () => {
    const now = Number(timestamp) * 1000;
    const check = async (change: { body?: string; timestamp?: string; secret?: string }) =>
      checkSignature(
        { timestamp: change.timestamp ?? timestamp, signature, body: Buffer.from(change.body ?? body) },
        async () => change.secret ?? secret,
        now,
      );
    expect(await check({ body: `${body} ` })).toBe('wrong-signature');
    expect(await check({ body: body.replace('xyzz', 'xyzz\0') })).toBe('wrong-signature');
    expect(await check({ timestamp: '1531420619' })).toBe('wrong-signature');
    expect(await check({ timestamp: '01531420618' })).toBe('wrong-signature');
    expect(await check({ secret: `${secret}0` })).toBe('wrong-signature');
  });
});

describe('signingSecret', () => {
  it('is what Slack shows, whatever blanks are around it', () => {
    expect(signingSecret(` ${'0a'.repeat(16)}\n`)).toBe('0a'.repeat(16));
  });

  it.each(['', 'xoxb-1-2', '{"secret":"0a"}', '0a'.repeat(8)])(
    'is not %j, which the error does not repeat',
    (text) => {
      expect(() => signingSecret(text)).toThrow(SlackSecretError);
      expect(() => signingSecret(text)).toThrow(/has to hold nothing but/);
      if (text !== '') expect(() => signingSecret(text)).not.toThrow(text);
    },
  );
});
