/** Records of executions that were cut apart, kept in the table until the rest has come. */

import { createHash } from 'node:crypto';
import { DeleteItemCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { CutEventKey, KeptLine } from '../telemetry/cut-event.ts';
import { expiry, isRefused, number, text } from './item.ts';
import type { Table } from './table.ts';

/** Milliseconds: payloads are delivered again for a day, and from a dead-letter queue for two weeks. */
const KEPT = 15 * 24 * 3_600_000;

/** What is known of a cut execution. */
export type CutEventState =
  /** Judged already: whatever still comes of it is a repetition. */
  { readonly state: 'decided' } | { readonly state: 'open'; readonly lines: readonly KeptLine[] };

/** Keeps records of cut executions. */
export interface CutEventStore {
  /** Adds lines; the same ones again change nothing. */
  keep(key: CutEventKey, lines: readonly KeptLine[]): Promise<void>;
  /** Null where nothing is kept. */
  load(key: CutEventKey): Promise<CutEventState | null>;
  /**
   * It was judged: `leaveMark` so that it is not judged again, otherwise nothing of it is left. What came after `seen`
   * lines had been loaded stays: whoever brought it asks about it.
   */
  decide(key: CutEventKey, leaveMark: boolean, seen: number): Promise<void>;
}

function keyOf({ origin, host, sourceEventId }: CutEventKey) {
  const { account, region, logGroup, logStream } = origin;
  const name = JSON.stringify([account, region, logGroup, logStream, host, sourceEventId]);
  // A host writes its name and the id: hashed, they can't be longer than a key may be.
  return { pk: text(`cut#${createHash('sha256').update(name).digest('hex')}`), sk: text('records') };
}

function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationException' && /size/i.test(error.message);
}

function lineOf(kept: string): KeptLine {
  const blank = kept.indexOf(' ');
  return { id: kept.slice(0, blank), line: kept.slice(blank + 1) };
}

/** One item an execution, its lines as a set: adding is one write, whoever comes first. */
export class DynamoCutEvents implements CutEventStore {
  private readonly table: Table;

  constructor(table: Table) {
    this.table = table;
  }

  async keep(key: CutEventKey, lines: readonly KeptLine[]): Promise<void> {
    if (lines.length === 0) return;
    const { client, name, now } = this.table;
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: keyOf(key),
          UpdateExpression: 'ADD #lines :lines SET expires = :expires',
          ConditionExpression: 'attribute_not_exists(decided)',
          ExpressionAttributeNames: { '#lines': 'lines' },
          ExpressionAttributeValues: {
            ':lines': { SS: [...new Set(lines.map(({ id, line }) => `${id} ${line}`))] },
            ':expires': expiry(now(), KEPT),
          },
        }),
      );
    } catch (error) {
      if (isRefused(error)) return;
      // More than an item holds is no execution's records but somebody's who repeats its id: what is there is enough.
      if (!isFull(error)) throw error;
    }
  }

  async load(key: CutEventKey): Promise<CutEventState | null> {
    const { Item } = await this.table.client.send(
      new GetItemCommand({ TableName: this.table.name, Key: keyOf(key), ConsistentRead: true }),
    );
    if (Item === undefined) return null;
    if (Item['decided'] !== undefined) return { state: 'decided' };
    return { state: 'open', lines: (Item['lines']?.SS ?? []).map(lineOf) };
  }

  async decide(key: CutEventKey, leaveMark: boolean, seen: number): Promise<void> {
    const { client, name, now } = this.table;
    const Key = keyOf(key);
    if (!leaveMark) return this.forget(key, seen);
    await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key,
        UpdateExpression: 'SET decided = :yes, expires = :expires REMOVE #lines',
        ExpressionAttributeNames: { '#lines': 'lines' },
        ExpressionAttributeValues: { ':yes': { BOOL: true }, ':expires': expiry(now(), KEPT) },
      }),
    );
  }

  private async forget(key: CutEventKey, seen: number): Promise<void> {
    try {
      await this.table.client.send(
        new DeleteItemCommand({
          TableName: this.table.name,
          Key: keyOf(key),
          ConditionExpression: 'attribute_not_exists(#lines) OR size(#lines) <= :seen',
          ExpressionAttributeNames: { '#lines': 'lines' },
          ExpressionAttributeValues: { ':seen': number(seen) },
        }),
      );
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
}
