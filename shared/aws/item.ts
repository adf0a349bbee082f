/** Items of the table: their keys, and reading attributes that may not be what they should. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as DynamoDB gives it. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** An item that can't be read: written by another version, or by hand. */
export class ItemError extends Error {
  override readonly name = 'ItemError';
}

/** @throws ItemError where the attribute is missing or no string */
export function stringOf(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new ItemError(`an item of the table has no text ${name}`);
  return value;
}

/** @throws ItemError where the attribute is missing or no number */
export function numberOf(item: Item, name: string): number {
  const value = Number(item[name]?.N);
  if (!Number.isFinite(value)) throw new ItemError(`an item of the table has no number ${name}`);
  return value;
}

/** @throws ItemError where the attribute is missing or no bytes */
export function bytesOf(item: Item, name: string): Uint8Array {
  const value = item[name]?.B;
  if (value === undefined) throw new ItemError(`an item of the table has no bytes ${name}`);
  return value;
}

/** Text as an attribute. */
export function text(value: string): AttributeValue {
  return { S: value };
}

/** A number as an attribute. */
export function number(value: number): AttributeValue {
  return { N: String(value) };
}

/** Seconds since 1970, as DynamoDB's time to live wants it, `after` milliseconds from `now` (milliseconds). */
export function expiry(now: number, after: number): AttributeValue {
  return number(Math.ceil((now + after) / 1000));
}

/** Did a condition refuse the write? The SDK tells errors by name. */
export function isRefused(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** Was an item written more often than its partition takes, whatever the table may take in all? */
export function isThrottled(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(?:ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded)(?:Exception)?$/.test(error.name)
  );
}
