/** Instances as they were found an hour ago at most, in the table, so that a busy incident does not ask EC2 each time. */
import { BatchGetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { InstanceCard } from '../incident/places.ts';
import type { Instances } from './instances.ts';
import { expiry, type Item, number, text } from './item.ts';
import type { Table } from './table.ts';

/** Milliseconds for which an answer is good: tags change seldom, and an instance that was not there yet comes soon. */
const FOUND_LASTS = 3_600_000;
const MISSING_LASTS = 5 * 60_000;

const orNull = z.nullable(z.string());
const CardShape = z.object({
  instanceId: z.string(),
  name: orNull,
  tags: z.record(z.string(), z.string()),
  state: orNull,
  type: orNull,
  vpc: orNull,
  autoScalingGroup: orNull,
});
const AnswerShape = z.nullable(CardShape);

/** A card, or null for an instance that was not there. */
type Answer = InstanceCard | null;

function keyOf(id: string) {
  return { pk: text(`instance#${id}`), sk: text('card') };
}

function answerOf(item: Item): Answer | undefined {
  try {
    const parsed = AnswerShape.safeParse(JSON.parse(item['card']?.S ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Of another version: asked again.
    return undefined;
  }
}

/** The table before whoever knows. */
export class CachedInstances implements Instances {
  private readonly table: Table;
  private readonly behind: Instances;
  private readonly note: (what: string) => void;

  /** @param note - takes a sentence where the table could not be used, and everything was asked anew or is not kept */
  constructor(table: Table, behind: Instances, note: (what: string) => void) {
    this.table = table;
    this.behind = behind;
    this.note = note;
  }

  async cards(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, InstanceCard>> {
    const known = await this.kept(ids, signal);
    const asked = ids.filter((id) => !known.has(id));
    if (asked.length > 0) {
      const found = await this.behind.cards(asked, signal);
      for (const id of asked) known.set(id, found.get(id) ?? null);
      await this.keep(
        asked.map((id) => [id, found.get(id) ?? null]),
        signal,
      );
    }
    return new Map([...known].flatMap(([id, card]) => (card === null ? [] : [[id, card] as const])));
  }

  private async kept(ids: readonly string[], signal: AbortSignal): Promise<Map<string, Answer>> {
    const { client, name, now } = this.table;
    const known = new Map<string, Answer>();
    if (ids.length === 0) return known;
    try {
      const { Responses } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [name]: { Keys: ids.map(keyOf) } } }),
        { abortSignal: signal },
      );
      for (const item of Responses?.[name] ?? []) {
        const answer = answerOf(item);
        const isFresh = Number(item['freshUntil']?.N ?? 0) > now();
        const id = item['pk']?.S?.replace('instance#', '') ?? '';
        if (isFresh && answer !== undefined) known.set(id, answer);
      }
    } catch (error) {
      if (signal.aborted) throw error;
      this.note(`what was known of instances could not be read: ${String(error)}`);
    }
    return known;
  }

  private async keep(answers: readonly (readonly [string, Answer])[], signal: AbortSignal): Promise<void> {
    const { client, name, now } = this.table;
    const writes = answers.map(([id, answer]) => {
      const lasts = answer === null ? MISSING_LASTS : FOUND_LASTS;
      return client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: keyOf(id),
          UpdateExpression: 'SET card = :card, freshUntil = :until, expires = :expires',
          ExpressionAttributeValues: {
            ':card': text(JSON.stringify(answer)),
            ':until': number(now() + lasts),
            ':expires': expiry(now(), lasts),
          },
        }),
        { abortSignal: signal },
      );
    });
    const failed = (await Promise.allSettled(writes)).filter(({ status }) => status === 'rejected');
    if (failed.length > 0) this.note(`what is known of ${failed.length} instances could not be kept`);
  }
}
