import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, vi } from 'vitest';
import { SqsSettleQueue } from '../../shared/aws/settle-queue.ts';
import { parseSettleMessage } from '../../shared/detection/settle-request.ts';
import { loader } from '../detection/exec.ts';
import { found, T0 } from '../incident/findings.ts';

const URL = 'https://sqs.eu-central-1.amazonaws.com/111122223333/settle';
const { origin } = found();

function queueThat(answer: () => Promise<object>) {
  const client = new SQSClient({ region: 'eu-central-1' });
  const send = vi.spyOn(client, 'send').mockImplementation(answer);
  const bodies = () =>
    send.mock.calls.map(([{ input }]) => ('MessageBody' in input ? String(input.MessageBody) : ''));
  return { queue: new SqsSettleQueue(client, URL), send, bodies };
}

describe('a queue of questions', () => {
  it('gets a request as a message that can be read again', async () => {
    const { queue, send, bodies } = queueThat(async () => ({}));
    const request = {
      origin,
      events: [{ event: loader('/tmp/p'), at: T0 }],
      cuts: [{ host: '', sourceEventId: '1800000000.000:1', at: T0 }],
    };
    await queue.send(request);
    expect(send.mock.calls[0]?.[0].input).toMatchObject({ QueueUrl: URL });
    expect(bodies().map(parseSettleMessage)).toEqual([request]);
  });

  it('gets as many messages as it takes, each below what SQS takes, and every question once', async () => {
    const { queue, bodies } = queueThat(async () => ({}));
    const events = Array.from({ length: 60 }, () => ({ event: loader(`/tmp/${'p'.repeat(4000)}`), at: T0 }));
    await queue.send({ origin, events, cuts: [] });
    const requests = bodies().map(parseSettleMessage);
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.flatMap((request) => request?.events ?? [])).toEqual(events);
    for (const body of bodies()) expect(Buffer.byteLength(body)).toBeLessThan(256 * 1024);
  });

  it('gets nothing where nothing is asked', async () => {
    const { queue, send } = queueThat(async () => ({}));
    await queue.send({ origin, events: [], cuts: [] });
    expect(send).not.toHaveBeenCalled();
  });

  it('that does not take it throws', async () => {
    const { queue } = queueThat(async () => Promise.reject(new Error('throttled')));
    const cuts = [{ host: '', sourceEventId: '1', at: T0 }];
    await expect(queue.send({ origin, events: [], cuts })).rejects.toThrow('throttled');
  });
});
