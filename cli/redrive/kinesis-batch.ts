/**
 * What Lambda leaves of records of a Kinesis stream that failed for good: not the records but where they lie in the
 * stream (AWS: "Retain discarded batch records"), which keeps them for a day or longer.
 */
import { GetRecordsCommand, GetShardIteratorCommand, type KinesisClient } from '@aws-sdk/client-kinesis';
import * as z from 'zod';
import { AccountError } from '../errors.ts';

const BatchShape = z.object({
  KinesisBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    streamArn: z.string(),
  }),
});

/**
 * Reads the records of a failed batch from their stream.
 *
 * @param body - of the dead letter
 * @returns each record as the call that a subscription would have made, for the inbox
 * @throws AccountError where the letter can't be read, or the stream does not hold the records any more
 */
export async function callsOfBatch(client: Pick<KinesisClient, 'send'>, body: string): Promise<string[]> {
  const parsed = BatchShape.safeParse(JSON.parse(body));
  if (!parsed.success)
    throw new AccountError('a dead letter of the Kinesis stream does not say where its records lie');
  const { shardId, startSequenceNumber, endSequenceNumber, streamArn } = parsed.data.KinesisBatchInfo;
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamARN: streamArn,
      ShardId: shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      StartingSequenceNumber: startSequenceNumber,
    }),
  );
  const calls: string[] = [];
  const end = BigInt(endSequenceNumber);
  for (let iterator = ShardIterator; iterator !== undefined; ) {
    const {
      Records = [],
      NextShardIterator,
      MillisBehindLatest,
    } = await client.send(new GetRecordsCommand({ StreamARN: streamArn, ShardIterator: iterator }));
    for (const { SequenceNumber, Data } of Records) {
      if (SequenceNumber === undefined || BigInt(SequenceNumber) > end) return calls;
      calls.push(JSON.stringify({ awslogs: { data: Buffer.from(Data ?? []).toString('base64') } }));
    }
    if (Records.at(-1)?.SequenceNumber === endSequenceNumber || MillisBehindLatest === 0) break;
    iterator = NextShardIterator;
  }
  if (calls.length === 0)
    throw new AccountError('the Kinesis stream does not hold the records of a dead letter any more');
  return calls;
}
