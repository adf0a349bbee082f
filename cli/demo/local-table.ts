/** A table with DynamoDB's API on this machine, in memory, with a stream of what changes. */
import type { Server } from 'node:http';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { type Table, UNTOLD_INDEX } from '../../shared/aws/table.ts';

const NAME = 'ldwatch-local';

/** A change as a table's stream tells it to a function. */
export interface LocalChange {
  readonly eventName: 'MODIFY';
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly NewImage: Readonly<Record<string, unknown>>;
  };
}

/** Makes a call to a service happen, or not, or happen unnoticed: where tests put their faults. */
export type CallFate = <Result>(call: string, effect: () => Promise<Result>) => Promise<Result>;

/** Every call does what it should. */
export const NO_FAULTS: CallFate = (_, effect) => effect();

/** A running table. */
export interface LocalTable {
  readonly table: Table;
  /** Changes of incidents that are to be told, the oldest first; whoever takes one removes it. */
  readonly changes: LocalChange[];
  /** Reads the whole table, without faults, for whoever looks at it from outside. */
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

function clientAt(port: number): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}

async function createTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: NAME,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'untold'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: UNTOLD_INDEX,
          KeySchema: [
            { AttributeName: 'untold', KeyType: 'HASH' },
            { AttributeName: 'pk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
}

/** Names an item's key where a call writes one. */
function writtenKey(input: object): Record<string, { S: string }> | null {
  if (!('UpdateExpression' in input) || !('Key' in input)) return null;
  // The only calls with both are UpdateItem's, whose key our stores make of two texts.
  return input.Key as Record<string, { S: string }>;
}

/** A call's name; the mark of what was told, which is an update as any other, is told apart. */
function callOf(commandName: string, input: object): string {
  const isMark = 'UpdateExpression' in input && String(input.UpdateExpression).startsWith('SET #told');
  return isMark ? 'Mark' : commandName.replace(/Command$/, '');
}

/**
 * Starts a table. What its stream would tell of incidents is noted in the same moment as they are written, whatever
 * `fate` then does to the caller.
 *
 * @param now - milliseconds since 1970
 */
export async function startLocalTable(now: () => number, fate: CallFate = NO_FAULTS): Promise<LocalTable> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const port = await listening(server);
  const direct = clientAt(port);
  await createTable(direct);
  const changes: LocalChange[] = [];
  let sequence = 0;
  const note = async (Key: Record<string, { S: string }>) => {
    const { Item } = await direct.send(new GetItemCommand({ TableName: NAME, Key, ConsistentRead: true }));
    if (Item?.['untold'] === undefined) return;
    sequence++;
    const SequenceNumber = String(sequence).padStart(20, '0');
    changes.push({ eventName: 'MODIFY', dynamodb: { SequenceNumber, NewImage: Item } });
  };
  const client = clientAt(port);
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        fate(callOf(String(commandName), args.input), async () => {
          const result = await next(args);
          const key = writtenKey(args.input);
          if (key?.['pk']?.S.startsWith('incident#')) await note(key);
          return result;
        }),
    { step: 'initialize', name: 'fate' },
  );
  return {
    table: { client, name: NAME, now },
    changes,
    client: direct,
    stop: async () => {
      client.destroy();
      direct.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
