import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { alertsOf, readLines } from '../../corpus/recordings.ts';
import { calledWith, dataMessage, STREAM } from '../../telemetry/subscription.ts';

const LINES = readLines('recorded');
const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';

const ACCEPTED = '<PublishBatchResponse><PublishBatchResult/></PublishBatchResponse>';
const REFUSED =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>may not publish</Message></Error></ErrorResponse>';

/** The function as Lambda starts it, with the real client; SNS is a server on this machine. */
describe('handler', () => {
  let server: Server;
  let handler: (event: unknown) => Promise<void>;
  let refuses = false;
  const requests: URLSearchParams[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const body = new URLSearchParams(await text(request));
      if (!refuses) requests.push(body);
      response.writeHead(refuses ? 403 : 200, { 'content-type': 'text/xml' });
      response.end(refuses ? REFUSED : ACCEPTED);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    vi.stubEnv('TOPIC_ARN', TOPIC);
    ({ handler } = await import('../../../functions/detect/handler.ts'));
  });

  beforeEach(() => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    return () => vi.restoreAllMocks();
  });

  afterAll(() => void server.close());

  it('fails while SNS refuses, and publishes every alert once it accepts them', async () => {
    const event = calledWith(dataMessage(LINES, 0, { logStream: STREAM }));
    refuses = true;
    await expect(handler(event)).rejects.toThrow('alerts were not published');
    refuses = false;
    await handler(event);
    const published = requests.flatMap((request) =>
      [...request].filter(([name]) => name.endsWith('.Message')).map(([, message]) => JSON.parse(message)),
    );
    expect(requests[0]?.get('TopicArn')).toBe(TOPIC);
    expect(published.map(({ audit_ids }) => audit_ids).sort()).toEqual(
      alertsOf(LINES)
        .map(({ audit_ids }) => audit_ids)
        .sort(),
    );
  });

  it('counts what it can not read in one line that CloudWatch takes for a metric', async () => {
    await handler({ awslogs: { data: '!' } });
    const written = vi.mocked(process.stdout.write).mock.calls.map(([line]) => String(line));
    expect(written).toEqual([expect.stringMatching(/^\{.*"UnusablePayloads":1.*\}\n$/)]);
  });
});

describe('without its topic', () => {
  it('does not start', async () => {
    vi.resetModules();
    vi.stubEnv('TOPIC_ARN', '');
    await expect(import('../../../functions/detect/handler.ts')).rejects.toThrow('TOPIC_ARN');
  });
});
