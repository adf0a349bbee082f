/** The function as Lambda starts it, with the real clients; the services are on this machine. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BatchAnswer } from '../../../shared/telemetry/sqs-batch.ts';
import { SCENE_TIME } from '../scenes.ts';
import { Services } from '../services.ts';
import { incident, incidentChange } from './changes.ts';

let services: Services;
let handler: (event: unknown) => Promise<BatchAnswer>;

beforeAll(async () => {
  services = await Services.start(() => SCENE_TIME);
  ({ handler } = await import('../../../functions/publish/handler.ts'));
});
afterAll(() => services.stop());
beforeEach(() => {
  services.refused.clear();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return () => vi.restoreAllMocks();
});

describe('called with a batch of the stream', () => {
  it('publishes to the topic, and names what it could not publish', async () => {
    const Records = [incidentChange('17', incident('/tmp/one', 1))];
    services.refused.add('Publish');
    await expect(handler({ Records })).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: '17' }] });
    services.refused.clear();

    await expect(handler({ Records })).resolves.toEqual({ batchItemFailures: [] });

    expect(services.published.map((request) => request.get('TopicArn'))).toEqual([process.env['TOPIC_ARN']]);
    expect(services.published[0]?.get('Subject')).toMatch(/^ldwatch: /);
  });
});
