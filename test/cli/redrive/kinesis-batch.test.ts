import { GetShardIteratorCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { describe, expect, it, vi } from 'vitest';
import { AccountError } from '../../../cli/errors.ts';
import { callsOfBatch } from '../../../cli/redrive/kinesis-batch.ts';

/** Longer than a number of JavaScript is exact. */
const FIRST = 49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989_136_588_898n;
const sequence = (offset: number) => String(FIRST + BigInt(offset));

function letter(first: number, last: number, parts: object = {}): string {
  const place = {
    shardId: 'shardId-000000000006',
    startSequenceNumber: sequence(first),
    endSequenceNumber: sequence(last),
    streamArn: 'arn:aws:kinesis:eu-central-1:111122223333:stream/s',
    batchSize: last - first + 1,
    ...parts,
  };
  return JSON.stringify({ requestContext: {}, KinesisBatchInfo: place });
}

interface Page {
  /** Offsets of its records; each record's data is its offset. */
  readonly records: readonly number[];
  readonly isLast?: boolean;
  readonly behind?: number;
}

/** A shard that is read from its first page on, whatever was asked for: as where the records asked for are gone. */
function streamOf(...pages: readonly Page[]) {
  const client = new KinesisClient({ region: 'eu-central-1' });
  const send = vi.spyOn(client, 'send').mockImplementation(async (command) => {
    if (command instanceof GetShardIteratorCommand) return { ShardIterator: '0' };
    const at = 'ShardIterator' in command.input ? Number(command.input.ShardIterator) : 0;
    const { records, isLast = false, behind = 1000 } = pages[at] ?? { records: [], behind: 0 };
    return {
      Records: records.map((offset) => ({
        SequenceNumber: sequence(offset),
        Data: Buffer.from(String(offset)),
      })),
      MillisBehindLatest: behind,
      ...(isLast ? {} : { NextShardIterator: String(at + 1) }),
    };
  });
  return { client, inputs: () => send.mock.calls.map(([{ input }]) => input) };
}

const call = (offset: number) =>
  JSON.stringify({ awslogs: { data: Buffer.from(String(offset)).toString('base64') } });

describe('the records of a failed batch', () => {
  it('are read from where the letter says, as the calls that a subscription makes', async () => {
    const { client, inputs } = streamOf({ records: [0, 1, 2, 3] });
    expect(await callsOfBatch(client, letter(0, 2))).toEqual([0, 1, 2].map(call));
    expect(inputs()).toMatchObject([
      {
        StreamARN: 'arn:aws:kinesis:eu-central-1:111122223333:stream/s',
        ShardId: 'shardId-000000000006',
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        StartingSequenceNumber: sequence(0),
      },
      { ShardIterator: '0' },
    ]);
  });

  it('are read over as many pages as they lie on, empty ones too', async () => {
    const { client } = streamOf({ records: [0] }, { records: [] }, { records: [1, 2] }, { records: [3] });
    expect(await callsOfBatch(client, letter(0, 2))).toEqual([0, 1, 2].map(call));
  });

  it.each<[string, Page[]]>([
    ['the last of the batch', [{ records: [0, 1] }, { records: [2] }]],
    ['the end of the stream', [{ records: [0, 1], behind: 0 }, { records: [2] }]],
    ['the end of a shard that is closed', [{ records: [0, 1], isLast: true }]],
  ])('end with %s', async (_name, pages) => {
    const { client, inputs } = streamOf(...pages);
    expect(await callsOfBatch(client, letter(0, 1))).toEqual([0, 1].map(call));
    expect(inputs()).toHaveLength(2);
  });

  it('that are gone in part are those that are left', async () => {
    const { client } = streamOf({ records: [2, 3, 4] });
    expect(await callsOfBatch(client, letter(0, 3))).toEqual([2, 3].map(call));
  });
});

describe('a letter stays where it is', () => {
  const gone = 'the Kinesis stream does not hold the records of a dead letter any more';

  it.each<[string, Page[]]>([
    ['the stream begins behind them', [{ records: [7, 8] }]],
    ['the stream is empty', [{ records: [], behind: 0 }]],
    ['the shard is closed and empty', [{ records: [], isLast: true }]],
  ])('where %s', async (_name, pages) => {
    const { client } = streamOf(...pages);
    await expect(callsOfBatch(client, letter(0, 2))).rejects.toThrow(new AccountError(gone));
  });

  it.each(['ResourceNotFoundException', 'InvalidArgumentException'])(
    'where the stream is another one by now (%s)',
    async (name) => {
      const { client } = streamOf();
      vi.spyOn(client, 'send').mockRejectedValue(Object.assign(new Error('no'), { name }));
      await expect(callsOfBatch(client, letter(0, 2))).rejects.toThrow(new AccountError(gone));
    },
  );

  it.each([
    ['is no JSON', 'x'],
    ['is of another service', '{"DDBStreamBatchInfo":{}}'],
    ['has no numbers', letter(0, 1, { endSequenceNumber: 'x' })],
  ])('where it %s', async (_name, body) => {
    await expect(callsOfBatch(streamOf().client, body)).rejects.toThrow(
      new AccountError('a dead letter of the Kinesis stream does not say where its records lie'),
    );
  });

  it('where a record is more than a queue takes', async () => {
    const { client } = streamOf();
    vi.spyOn(client, 'send').mockImplementation(async (command) =>
      command instanceof GetShardIteratorCommand
        ? { ShardIterator: '0' }
        : { Records: [{ SequenceNumber: sequence(0), Data: Buffer.alloc(1_000_000) }] },
    );
    await expect(callsOfBatch(client, letter(0, 0))).rejects.toThrow(
      new AccountError('a record of the Kinesis stream is more than a queue takes'),
    );
  });
});

it('what Kinesis throws otherwise passes through: it may work another time', async () => {
  const { client } = streamOf();
  vi.spyOn(client, 'send').mockRejectedValue(new Error('throttled'));
  await expect(callsOfBatch(client, letter(0, 2))).rejects.toThrow('throttled');
});
