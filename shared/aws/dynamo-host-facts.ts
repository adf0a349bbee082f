/** What is remembered of a host, in the table. */

import { createHash } from 'node:crypto';
import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { factKey, type HostFact, parseFact } from '../detection/host-facts.ts';
import type { Origin } from '../telemetry/origin.ts';
import { expiry, type Item, text } from './item.ts';
import type { Table } from './table.ts';

/** Milliseconds: how long each kind of fact is worth keeping, from when it was last seen. */
const KEPT: Readonly<Record<HostFact['fact'], number>> = {
  // A device and inode that no program names any more may have become another file.
  linker: 2 * 24 * 3_600_000,
  hash: 90 * 24 * 3_600_000,
  copy: 90 * 24 * 3_600_000,
  reading: 3_600_000,
};
/** Pages of a megabyte each that are read of one host: whoever makes copies without end must not fill our memory. */
const MOST_PAGES = 4;

/** One host of one log stream; `name` as its records say. */
export interface HostKey {
  readonly origin: Origin;
  readonly name: string;
}

/** Remembers facts of hosts. */
export interface HostFactStore {
  /** Adds facts; one that is known already stays as it was first seen. */
  remember(host: HostKey, facts: readonly HostFact[]): Promise<void>;
  /** Everything that is remembered, up to a limit. */
  recall(host: HostKey): Promise<readonly HostFact[]>;
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

function partitionOf({ origin, name }: HostKey) {
  const { account, region, logGroup, logStream } = origin;
  return text(`host#${hash(JSON.stringify([account, region, logGroup, logStream, name]))}`);
}

/** One item a fact, in a partition for each host. */
export class DynamoHostFacts implements HostFactStore {
  private readonly table: Table;

  constructor(table: Table) {
    this.table = table;
  }

  async remember(host: HostKey, facts: readonly HostFact[]): Promise<void> {
    const { client, name, now } = this.table;
    for (const fact of facts) {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: { pk: partitionOf(host), sk: text(`fact#${hash(factKey(fact))}`) },
          UpdateExpression: 'SET fact = if_not_exists(fact, :fact), expires = :expires',
          ExpressionAttributeValues: {
            ':fact': text(JSON.stringify(fact)),
            ':expires': expiry(now(), KEPT[fact.fact]),
          },
        }),
      );
    }
  }

  async recall(host: HostKey): Promise<readonly HostFact[]> {
    const { client, name, now } = this.table;
    const found: HostFact[] = [];
    let start: Item | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partitionOf(host) },
          ConsistentRead: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      for (const item of Items) {
        // Expired items are removed within days, not at once.
        const isOver = Number(item['expires']?.N ?? 0) * 1000 < now();
        const fact = isOver ? null : parseFact(item['fact']?.S ?? '');
        if (fact !== null) found.push(fact);
      }
      if (LastEvaluatedKey === undefined) break;
      start = LastEvaluatedKey;
    }
    return found;
  }
}
