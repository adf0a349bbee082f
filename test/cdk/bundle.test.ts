import { spawn } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { incidentOfCase } from '../alert/ocsf-cases.ts';
import { cloudWatchPayloads } from '../bench/payloads.ts';
import { readLines } from '../corpus/recordings.ts';
import { bodyOf, payloadOf, SIGNING_SECRET, signed } from '../functions/slack-action/signed.ts';
import { type Bundle, bundles } from './bundles.ts';
import { EVERYTHING } from './everything.ts';

const OUTPUTS = {
  securityHub: true,
  eventBus: true,
  chatTopic: true,
  slack: EVERYTHING.slack,
  containment: true,
};
const made = bundles(OUTPUTS);

function bundle(name: string): Bundle {
  const found = made.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no bundle ${name}`);
  return found;
}

/** What Lambda puts into a function's environment, and nothing of this machine. */
const LAMBDA = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};

/** Runs a script in a process of its own, with a bundle as `handler`. */
async function run({ file, environment }: Bundle, script: string, more: Record<string, string> = {}) {
  const code = `const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)}); ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    env: { ...environment, ...LAMBDA, ...more },
  });
  const [out, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, complaints };
}

/** Answers every request as a service, which has nothing to say by default, and keeps what it was asked with. */
async function withService(
  work: (url: string) => Promise<void>,
  answerTo: (target: string) => object = () => ({}),
): Promise<IncomingHttpHeaders[]> {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    request.resume();
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answerTo(String(request.headers['x-amz-target']))));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  await work(`http://127.0.0.1:${address.port}`);
  server.close();
  return asked;
}

describe('bundles', () => {
  it('are made of every function', () => {
    expect(made.map(({ name }) => name).toSorted()).toEqual([
      'chat',
      'contain',
      'detect',
      'event-bus',
      'login-history',
      'publish',
      'security-hub',
      'settle',
      'slack',
      'slack-action',
    ]);
  });

  it.each([
    'detect',
    'settle',
    'publish',
    'login-history',
    'security-hub',
    'event-bus',
    'chat',
    'slack',
    'slack-action',
    'contain',
  ])('%s loads with nothing beside it, and has a handler', async (name) => {
    // Only a deployment knows the account.
    const known = {
      PRODUCT_ARN: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
    };
    const { out, complaints } = await run(bundle(name), 'console.log(typeof handler)', known);
    expect(complaints).toBe('');
    expect(out).toBe('function\n');
  });

  it('detect is small enough to start fast', () => {
    expect(bundle('detect').bytes).toBeLessThanOrEqual(450_000);
  });

  it('detect calls services with the credentials of its environment, and by its name', async () => {
    const [payload] = cloudWatchPayloads(readLines('recorded'));
    const event = JSON.stringify({ awslogs: { data: payload?.toString('base64') } });
    const asked = await withService(async (url) => {
      // Whether it is content with such answers is not the question here.
      await run(bundle('detect'), `await handler(${event}).catch(() => {})`, { AWS_ENDPOINT_URL: url });
    });
    expect(asked.length).toBeGreaterThan(0);
    for (const headers of asked) {
      expect(headers.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/(dynamodb|sqs)\/aws4_request,/,
      );
      expect(headers['x-amz-security-token']).toBe('token');
      expect(headers['user-agent']).toMatch(/ app\/ldwatch-detect( |$)/);
    }
  });

  it("slack-action answers within Slack's three seconds when it has to be started first", async () => {
    const answers: Record<string, object> = {
      'secretsmanager.GetSecretValue': { SecretString: SIGNING_SECRET },
    };
    await withService(
      async (url) => {
        const event = JSON.stringify(
          signed(bodyOf(payloadOf(incidentOfCase('execute'), 'dismiss')), Date.now()),
        );
        const started = performance.now();
        const { out } = await run(bundle('slack-action'), `console.log(await handler(${event}))`, {
          AWS_ENDPOINT_URL: url,
        });
        expect(performance.now() - started).toBeLessThan(2500);
        expect(out).toContain('statusCode: 200');
      },
      (target) => answers[target] ?? {},
    );
  });

  it('fail where the environment has no credentials, and ask nobody else for them', async () => {
    const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    const [payload] = cloudWatchPayloads(readLines('recorded'));
    const event = JSON.stringify({ awslogs: { data: payload?.toString('base64') } });
    const asked = await withService(async (url) => {
      const script = `await handler(${event}).catch(({ name }) => console.log(name))`;
      const { out } = await run(bundle('detect'), script, { ...none, AWS_ENDPOINT_URL: url });
      expect(out).toContain('CredentialsProviderError');
    });
    expect(asked).toEqual([]);
  });
});
