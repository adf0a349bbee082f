/** What the function is called with becomes deliveries, whichever service calls; each can be refused by itself. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveriesOf } from '../../shared/telemetry/delivery.ts';
import { CONTROL_MESSAGE, calledWith, dataMessage, STREAM, UNUSABLE } from './subscription.ts';

const PAYLOAD = dataMessage(['type=CWD']);
const LOG = { type: 'log-events', logStream: STREAM, events: [{ message: 'type=CWD' }] };

function kinesisRecord(sequenceNumber: string, data: string) {
  return { eventSource: 'aws:kinesis', kinesis: { sequenceNumber, data, partitionKey: 'x' }, awsRegion: 'x' };
}

function packed(payload: unknown): string {
  return gzipSync(JSON.stringify(payload)).toString('base64');
}

function sqsRecord(messageId: string, body: string) {
  return { eventSource: 'aws:sqs', messageId, body, attributes: { ApproximateReceiveCount: '1' } };
}

describe('called by CloudWatch Logs', () => {
  it('is one delivery, which can only fail with the call', () => {
    expect(deliveriesOf(calledWith(PAYLOAD))).toMatchObject([{ batchId: null, delivery: LOG }]);
  });

  it('knows a control message', () => {
    expect(deliveriesOf(calledWith(CONTROL_MESSAGE))).toEqual([
      { batchId: null, delivery: { type: 'control' } },
    ]);
  });

  it.each(UNUSABLE.filter(([, , event]) => event === undefined || !('Records' in event)))(
    'says %s of %s',
    (reason, _, event) => {
      expect(deliveriesOf(event)).toEqual([{ batchId: null, delivery: { type: 'unusable', reason } }]);
    },
  );
});

describe('called by Kinesis', () => {
  it('is one delivery a record, named by its sequence number', () => {
    const Records = [kinesisRecord('1', packed(PAYLOAD)), kinesisRecord('2', packed(CONTROL_MESSAGE))];

    expect(deliveriesOf({ Records })).toMatchObject([
      { batchId: '1', delivery: LOG },
      { batchId: '2', delivery: { type: 'control' } },
    ]);
  });

  it.each([
    ['no-payload', 'nothing', ''],
    ['not-base64', 'text', '!'],
    ['not-gzip', 'bytes of another producer', Buffer.from('{"a":1}').toString('base64')],
    ['unknown-shape', 'JSON of another producer', packed({ a: 1 })],
  ])('says %s of %s, and reads the record beside it', (reason, _, data) => {
    expect(
      deliveriesOf({ Records: [kinesisRecord('1', data), kinesisRecord('2', packed(PAYLOAD))] }),
    ).toMatchObject([
      { batchId: '1', delivery: { type: 'unusable', reason } },
      { batchId: '2', delivery: LOG },
    ]);
  });
});

describe('called by SQS', () => {
  it('takes a subscription’s call that failed before', () => {
    expect(deliveriesOf({ Records: [sqsRecord('m', JSON.stringify(calledWith(PAYLOAD)))] })).toMatchObject([
      { batchId: 'm', delivery: LOG },
    ]);
  });

  it('takes an event of GuardDuty as it is', () => {
    const event = {
      source: 'aws.guardduty',
      'detail-type': 'GuardDuty Finding',
      detail: { id: 'abc', severity: 5 },
    };

    expect(deliveriesOf({ Records: [sqsRecord('m', JSON.stringify(event))] })).toEqual([
      { batchId: 'm', delivery: { type: 'guardduty', event } },
    ]);
  });

  it.each([
    ['not-json', 'text', 'hello'],
    ['no-payload', 'another event', '{"source":"aws.ec2","detail-type":"x","detail":{}}'],
    ['no-payload', 'a finding without details', '{"source":"aws.guardduty","detail-type":"x"}'],
  ])('says %s of %s, and reads the message beside it', (reason, _, body) => {
    const Records = [sqsRecord('1', body), sqsRecord('2', JSON.stringify(calledWith(PAYLOAD)))];

    expect(deliveriesOf({ Records })).toMatchObject([
      { batchId: '1', delivery: { type: 'unusable', reason } },
      { batchId: '2', delivery: LOG },
    ]);
  });
});

describe('called with anything', () => {
  it('counts a record of another service, and loses none of those beside it', () => {
    const Records = [{ eventSource: 'aws:s3' }, kinesisRecord('2', packed(PAYLOAD))];

    expect(deliveriesOf({ Records })).toMatchObject([
      { batchId: null, delivery: { type: 'unusable', reason: 'no-payload' } },
      { batchId: '2', delivery: LOG },
    ]);
  });

  it('has nothing to do for an empty batch', () => {
    expect(deliveriesOf({ Records: [] })).toEqual([]);
  });

  it('never throws, and gives one delivery a record', () => {
    const record = fc.oneof(
      fc.anything(),
      fc.string().map((data) => kinesisRecord('1', data)),
      fc.json().map((body) => sqsRecord('1', body)),
    );
    fc.assert(
      fc.property(fc.array(record), (Records) => {
        expect(deliveriesOf({ Records })).toHaveLength(Records.length);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (event) => {
        expect(deliveriesOf(event).every(({ delivery }) => delivery.type === 'unusable')).toBe(true);
      }),
    );
  });
});
