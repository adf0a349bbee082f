/**
 * What was told of an incident in a Slack channel: an item of its own in the table. Whoever tells holds it meanwhile, so
 * that two instances can't open two threads, and notes what it is about to tell: who comes after one that died knows by
 * that what may have been posted.
 */
import { randomUUID } from 'node:crypto';
import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { IncidentId } from '../incident/incident.ts';
import { expiry, type Item, isRefused, number, text } from './item.ts';
import type { Table } from './table.ts';

/**
 * Milliseconds that a thread is held: longer than the function may run, and by so much that what a dead one had sent to
 * Slack has taken effect, or never will, before somebody else looks whether it has.
 */
export const HELD_FOR = 60_000;

/** What is known of a thread. */
export interface ThreadState {
  /** Slack's name of the first message, null where none is known to be posted. */
  readonly ts: string | null;
  /** Generation that the first message shows or is about to be edited to, 0 for none. */
  readonly showing: number;
  /** Generation that it shows for sure. */
  readonly shown: number;
  /** Generations that were told. */
  readonly told: ReadonlySet<number>;
  /** Generations that somebody was about to tell and did not say whether it did. */
  readonly doubtful: ReadonlySet<number>;
  /** Milliseconds since 1970 when it was first about to be told. */
  readonly since: number;
}

/** A thread that nobody else tells in meanwhile. Every method throws where it is held no longer. */
export interface HeldThread {
  /** As it is after what was written last. */
  readonly state: ThreadState;
  /** The first message is posted, and tells a generation. */
  opened(ts: string, generation: number): Promise<void>;
  /** A generation was told; the first message is about to show it, unless it shows a later one. */
  told(generation: number): Promise<void>;
  /** A generation was told, and where `isShown` the first message shows it. Held no longer. */
  done(generation: number, isShown: boolean): Promise<void>;
  /** It was not told, for certain. Held no longer. */
  untold(generation: number): Promise<void>;
}

/** Keeps threads. */
export interface SlackThreadStore {
  /** @returns null where somebody else holds it */
  hold(id: IncidentId, channel: string, generation: number): Promise<HeldThread | null>;
}

function numbersOf(item: Item | undefined, name: string): ReadonlySet<number> {
  return new Set((item?.[name]?.NS ?? []).map(Number));
}

function stateOf(item: Item | undefined, now: number): ThreadState {
  const since = Number(item?.['since']?.N ?? now);
  return {
    ts: item?.['ts']?.S ?? null,
    showing: Number(item?.['showing']?.N ?? 0),
    shown: Number(item?.['shown']?.N ?? 0),
    told: numbersOf(item, 'told'),
    doubtful: numbersOf(item, 'doubtful'),
    since,
  };
}

function oneNumber(value: number): AttributeValue {
  return { NS: [String(value)] };
}

/** Threads in the table. */
export class DynamoSlackThreads implements SlackThreadStore {
  private readonly table: Table;
  private readonly retention: number;

  /** @param retention - milliseconds after its last change for which a thread is remembered */
  constructor(table: Table, retention: number) {
    this.table = table;
    this.retention = retention;
  }

  async hold(id: IncidentId, channel: string, generation: number): Promise<HeldThread | null> {
    const key = { pk: text(`slack#${id}`), sk: text(`thread#${channel}`) };
    const holder = randomUUID();
    const now = this.table.now();
    try {
      const { Attributes } = await this.table.client.send(
        new UpdateItemCommand({
          TableName: this.table.name,
          Key: key,
          UpdateExpression:
            'SET holder = :holder, heldUntil = :until, since = if_not_exists(since, :now), expires = :expires ADD doubtful :generation',
          ConditionExpression: 'attribute_not_exists(heldUntil) OR heldUntil < :now',
          ExpressionAttributeValues: {
            ':holder': text(holder),
            ':until': number(now + HELD_FOR),
            ':now': number(now),
            ':expires': expiry(now, this.retention),
            ':generation': oneNumber(generation),
          },
          // As it was before: whether somebody was about to tell this generation already.
          ReturnValues: 'ALL_OLD',
        }),
      );
      return this.held(key, holder, stateOf(Attributes, now));
    } catch (error) {
      if (isRefused(error)) return null;
      throw error;
    }
  }

  private held(key: Record<string, AttributeValue>, holder: string, state: ThreadState): HeldThread {
    const write = async (expression: string, values: Record<string, AttributeValue>) => {
      await this.table.client.send(
        new UpdateItemCommand({
          TableName: this.table.name,
          Key: key,
          UpdateExpression: expression,
          ConditionExpression: 'holder = :holder',
          ExpressionAttributeValues: { ...values, ':holder': text(holder) },
        }),
      );
    };
    let now = state;
    const without = (generation: number) => new Set([...now.doubtful].filter((one) => one !== generation));
    return {
      get state() {
        return now;
      },
      opened: async (ts, generation) => {
        await write(
          'SET ts = :ts, showing = :number, shown = :number ADD told :generation DELETE doubtful :generation',
          { ':ts': text(ts), ':number': number(generation), ':generation': oneNumber(generation) },
        );
        const told = new Set([...now.told, generation]);
        now = { ...now, ts, showing: generation, shown: generation, told, doubtful: without(generation) };
      },
      told: async (generation) => {
        const showing = Math.max(generation, now.showing);
        await write('SET showing = :showing ADD told :generation DELETE doubtful :generation', {
          ':showing': number(showing),
          ':generation': oneNumber(generation),
        });
        const told = new Set([...now.told, generation]);
        now = { ...now, showing, told, doubtful: without(generation) };
      },
      done: async (generation, isShown) =>
        write('SET shown = :shown REMOVE holder, heldUntil DELETE doubtful :generation', {
          ':shown': number(isShown ? Math.max(generation, now.shown) : now.shown),
          ':generation': oneNumber(generation),
        }),
      untold: async (generation) =>
        write('REMOVE holder, heldUntil DELETE doubtful :generation', {
          ':generation': oneNumber(generation),
        }),
    };
  }
}
