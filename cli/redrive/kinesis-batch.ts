/**
 * What Lambda leaves of records of a Kinesis stream that failed for good: not the records but where they lie in the
 * stream (AWS: "Retain discarded batch records"), which keeps them for a day or longer.
 */
import { GetRecordsCommand, GetShardIteratorCommand, type KinesisClient } from '@aws-sdk/client-kinesis';
import * as z from 'zod';
import { AccountError } from '../errors.ts';

/** Bytes (SQS: "SendMessage"). */
const LARGEST_MESSAGE = 1_048_576;

const BatchShape = z.object({
  KinesisBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: z.string().regex(/^\d+$/),
    endSequenceNumber: z.string().regex(/^\d+$/),
    streamArn: z.string(),
  }),
});

type Place = z.infer<typeof BatchShape>['KinesisBatchInfo'];

/** Errors that say so: the stream or the shard is another one by now. */
const NOT_THERE = ['ResourceNotFoundException', 'InvalidArgumentException'];
const GONE = 'the Kinesis stream does not hold the records of a dead letter any more';

/** An iterator at the first record. */
async function startOf(client: Pick<KinesisClient, 'send'>, place: Place): Promise<string | undefined> {
  try {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamARN: place.streamArn,
        ShardId: place.shardId,
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        StartingSequenceNumber: place.startSequenceNumber,
      }),
    );
    return ShardIterator;
  } catch (error) {
    if (error instanceof Error && NOT_THERE.includes(error.name)) throw new AccountError(GONE);
    throw error;
  }
}

/** Where the letter says that its records lie. */
function placeOf(letter: string): Place {
  try {
    return BatchShape.parse(JSON.parse(letter)).KinesisBatchInfo;
  } catch {
    throw new AccountError('a dead letter of the Kinesis stream does not say where its records lie');
  }
}

function callOf(record: Uint8Array): string {
  const call = JSON.stringify({ awslogs: { data: Buffer.from(record).toString('base64') } });
  if (call.length > LARGEST_MESSAGE)
    throw new AccountError('a record of the Kinesis stream is more than a queue takes');
  return call;
}

/**
 * Reads the records of a failed batch from their stream.
 *
 * @param body - of the dead letter
 * @returns each record as the call that a subscription would have made, for the inbox; of a batch whose first records
 *   the stream has dropped already, those that are left
 * @throws AccountError where the letter can't be read, the stream does not hold the records any more, or one is more
 *   than a queue takes
 */
export async function callsOfBatch(client: Pick<KinesisClient, 'send'>, body: string): Promise<string[]> {
  const place = placeOf(body);
  const { streamArn } = place;
  const start = await startOf(client, place);
  const calls: string[] = [];
  const end = BigInt(place.endSequenceNumber);
  let goesOn = true;
  for (let iterator = start; iterator !== undefined && goesOn; ) {
    const {
      Records = [],
      NextShardIterator,
      MillisBehindLatest,
    } = await client.send(new GetRecordsCommand({ StreamARN: streamArn, ShardIterator: iterator }));
    for (const { SequenceNumber, Data } of Records) {
      const sequence = BigInt(SequenceNumber ?? 0);
      if (sequence <= end) calls.push(callOf(Data ?? new Uint8Array()));
      goesOn &&= sequence < end;
    }
    goesOn &&= MillisBehindLatest !== 0;
    iterator = NextShardIterator;
  }
  if (calls.length === 0) throw new AccountError(GONE);
  return calls;
}
