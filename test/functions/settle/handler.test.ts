/** The function as Lambda starts it, with the real clients; the services are on this machine. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readDelivery } from '../../../functions/detect/first-pass.ts';
import { settleMessages } from '../../../shared/detection/settle-request.ts';
import type { BatchAnswer } from '../../../shared/telemetry/sqs-batch.ts';
import { incidentsOf } from '../../faults/table-contents.ts';
import { delivery, likeLdd, SCENE_ORIGIN, SCENE_TIME } from '../scenes.ts';
import { Services } from '../services.ts';

let services: Services;
let handler: (event: unknown) => Promise<BatchAnswer>;

beforeAll(async () => {
  services = await Services.start(() => SCENE_TIME);
  const settle = await import('../../../functions/settle/handler.ts');
  handler = (event) => settle.handler(event, { getRemainingTimeInMillis: () => 30_000 });
});
afterAll(() => services.stop());
beforeEach(() => {
  services.refused.clear();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return () => vi.restoreAllMocks();
});

function batch(...bodies: readonly string[]) {
  return {
    Records: bodies.map((body, at) => ({
      messageId: `m${at}`,
      body,
      attributes: { ApproximateReceiveCount: '1' },
    })),
  };
}

function asked(...argv: readonly string[]): string {
  const events = readDelivery(delivery(likeLdd({ argv }))).events.map((event) => ({ event, at: SCENE_TIME }));
  const [body = ''] = settleMessages({ origin: SCENE_ORIGIN, events, cuts: [] });
  return body;
}

describe('called with a batch of the queue', () => {
  it('answers what it can, and names what has to come again', async () => {
    const answer = await handler(batch('junk', asked('/lib64/ld-linux-x86-64.so.2', '/bin/ls')));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    const programs = (await incidentsOf(services.table)).map(({ gravest }) => gravest.program?.path);
    expect(programs).toEqual(['/bin/ls']);
  });

  it('alerts where the log may not be read', async () => {
    services.refused.add('GetLogEvents');

    const answer = await handler(batch(asked('/lib64/ld-linux-x86-64.so.2', '/bin/cat')));

    expect(answer).toEqual({ batchItemFailures: [] });
    const incidents = await incidentsOf(services.table);
    const cat = incidents.find(({ gravest }) => gravest.program?.path === '/bin/cat');
    expect(cat?.gravest.reasons).toContainEqual({
      id: 'context-unread',
      text: expect.stringContaining('may not be read from here'),
    });
  });

  it('fails where it was not the queue that called', async () => {
    await expect(handler({ awslogs: {} })).rejects.toThrow();
  });
});
