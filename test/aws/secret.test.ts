import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it, vi } from 'vitest';
import { StoredSecret } from '../../shared/aws/secret.ts';

const ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ldwatch/slack-AbCdEf';
const MINUTE = 60_000;

function secretWith(...texts: (string | undefined)[]) {
  const client = new SecretsManagerClient({ region: 'eu-central-1' });
  const send = vi.spyOn(client, 'send').mockImplementation(async () => ({ SecretString: texts.shift() }));
  const clock = { now: 0 };
  return { secret: new StoredSecret(client, ARN, () => clock.now), send, clock };
}

describe('StoredSecret', () => {
  it('reads the secret, without the line break that an editor leaves', async () => {
    const { secret, send } = secretWith('xoxb-1\n');
    expect(await secret.read()).toBe('xoxb-1');
    expect(send.mock.calls[0]?.[0].input).toEqual({ SecretId: ARN });
  });

  it('keeps it for minutes, and reads it again then', async () => {
    const { secret, send, clock } = secretWith('old', 'new');
    await secret.read();
    clock.now = 4 * MINUTE;
    expect(await secret.read()).toBe('old');
    expect(send).toHaveBeenCalledTimes(1);
    clock.now = 6 * MINUTE;
    expect(await secret.read()).toBe('new');
  });

  it('reads it again at once where it turned out to be wrong', async () => {
    const { secret } = secretWith('old', 'new');
    await secret.read();
    secret.forget();
    expect(await secret.read()).toBe('new');
  });

  it.each([undefined, '', ' \n'])('says that it holds no text: %j', async (text) => {
    const { secret } = secretWith(text);
    await expect(secret.read()).rejects.toThrow(/holds no text: put the token/);
  });

  it('throws what the service throws, and keeps nothing of it', async () => {
    const { secret, send } = secretWith('xoxb-1');
    send.mockImplementationOnce(async () => Promise.reject(new Error('AccessDenied')));
    await expect(secret.read()).rejects.toThrow('AccessDenied');
    expect(await secret.read()).toBe('xoxb-1');
  });
});
