/** The function as Lambda starts it, with the real clients; the services are on this machine. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseSettleMessage } from '../../../shared/detection/settle-request.ts';
import type { BatchAnswer } from '../../../shared/telemetry/sqs-batch.ts';
import { emptyTable, incidentsOf } from '../../faults/table-contents.ts';
import { calledWith, dataMessage } from '../../telemetry/subscription.ts';
import { attack, likeLdd, SCENE_TIME } from '../scenes.ts';
import { Services } from '../services.ts';

let services: Services;
let handler: (event: unknown) => Promise<BatchAnswer>;
const written: string[] = [];

beforeAll(async () => {
  services = await Services.start(() => SCENE_TIME);
  ({ handler } = await import('../../../functions/detect/handler.ts'));
});
afterAll(() => services.stop());

beforeEach(async () => {
  written.length = 0;
  services.sent.length = 0;
  services.refused.clear();
  await emptyTable(services.table);
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    written.push(String(line));
    return true;
  });
  return () => vi.restoreAllMocks();
});

/** One that is decided, and one that has to be asked. */
const CERTAIN = dataMessage(attack());
const OPEN = dataMessage(likeLdd());

function kinesis(...payloads: readonly unknown[]) {
  return {
    Records: payloads.map((payload, at) => ({
      eventSource: 'aws:kinesis',
      kinesis: {
        sequenceNumber: `4959${at}`,
        data: gzipSync(JSON.stringify(payload)).toString('base64'),
      },
    })),
  };
}

function sqs(...bodies: readonly string[]) {
  return { Records: bodies.map((body, at) => ({ eventSource: 'aws:sqs', messageId: `m${at}`, body })) };
}

const programs = async () => (await incidentsOf(services.table)).map(({ gravest }) => gravest.program?.path);

describe('called by a subscription', () => {
  it('writes an incident of what is certain and asks about what is not', async () => {
    await expect(handler(calledWith(CERTAIN))).resolves.toEqual({ batchItemFailures: [] });
    await handler(calledWith(OPEN));

    expect(await programs()).toEqual(['/tmp/payload']);
    expect(services.sent.map(parseSettleMessage)).toMatchObject([
      {
        origin: { logStream: OPEN.logStream },
        events: [{ event: { argv: ['/lib64/ld-linux-x86-64.so.2', '/bin/ls'] } }],
      },
    ]);
  });

  it('fails as a whole where a service refuses, so that it is called again', async () => {
    services.refused.add('SendMessage');

    await expect(handler(calledWith(OPEN))).rejects.toThrow('may not');
  });

  it('counts what it can not read in one line that CloudWatch takes for a metric', async () => {
    await handler({ awslogs: { data: '!' } });

    expect(written).toEqual([expect.stringMatching(/^\{.*"UnusablePayloads":1.*\}\n$/)]);
  });
});

describe('called with a batch of Kinesis', () => {
  it('refuses the record that failed, and judges the others', async () => {
    services.refused.add('SendMessage');

    const answer = await handler(kinesis('junk', OPEN, CERTAIN));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '49591' }] });
    expect(await programs()).toEqual(['/tmp/payload']);
    expect(written.join('')).toContain('"UnusablePayloads":1');
    expect(written.join('')).toContain('{"failed":"49591"');
  });

  it('refuses none where all is well', async () => {
    await expect(handler(kinesis(OPEN, CERTAIN))).resolves.toEqual({ batchItemFailures: [] });
  });
});

describe('called with a batch of SQS', () => {
  it('takes calls that failed before, and refuses only the one that fails again', async () => {
    services.refused.add('SendMessage');
    const bodies = [calledWith(CERTAIN), calledWith(OPEN), {}].map((call) => JSON.stringify(call));

    await expect(handler(sqs(...bodies))).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(await programs()).toEqual(['/tmp/payload']);
  });

  it('counts an event of GuardDuty', async () => {
    const finding = { source: 'aws.guardduty', 'detail-type': 'GuardDuty Finding', detail: { id: '1' } };

    await handler(sqs(JSON.stringify(finding)));

    expect(written.join('')).toContain('"GuardDutyEvents":1');
  });
});

describe('deployed wrong', () => {
  it.each(['TABLE_NAME', 'SETTLE_QUEUE_URL', 'INCIDENT_WINDOW_HOURS'])(
    'does not start without %s',
    async (name) => {
      const value = process.env[name] ?? '';
      vi.resetModules();
      vi.stubEnv(name, '');
      await expect(import('../../../functions/detect/handler.ts')).rejects.toThrow(name);
      vi.stubEnv(name, value);
    },
  );
});
