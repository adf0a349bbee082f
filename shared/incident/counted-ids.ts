/**
 * Remembers which findings an incident has counted, so that none is counted twice however often it is delivered: as
 * bytes small enough to live in the incident's own item, where one write decides, counts and remembers at once.
 *
 * Each id is kept as its time (milliseconds, as the distance to the one before) and 32 bits of its hash: two ids can
 * only be taken for one another in the same millisecond, once in four billion. Beyond MOST_IDS the earliest are
 * forgotten, and what is not later than the last forgotten one counts as counted: never twice, at worst not at all.
 */
import { createHash } from 'node:crypto';

/** Some 80 KB in a flood; an item has room for 400. */
const MOST_IDS = 16_384;
const VERSION = 1;
/** Milliseconds: the end of what a Date can tell. */
const LAST_TIME = 8_640_000_000_000_000;

interface CountedId {
  readonly time: number;
  readonly hash: number;
}

function hashOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0);
}

function compare(a: CountedId, b: CountedId): number {
  return a.time - b.time || a.hash - b.hash;
}

/** Unsigned numbers below 2^53 as LEB128: seven bits a byte, the lowest first. */
function writeNumber(value: number, out: number[]): void {
  let rest = value;
  while (rest >= 128) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}

/** Times before 1970 and beyond any clock are pulled into range: only their identity matters here. */
function inRange(time: number): number {
  return Math.min(Math.max(Math.floor(time), 0), LAST_TIME);
}

/** A set of counted ids. */
export class CountedIds {
  /** Sorted. */
  private ids: CountedId[];
  /** Nothing at or before this time is counted any more; -1 while nothing was forgotten. */
  private horizon: number;

  private constructor(ids: CountedId[], horizon: number) {
    this.ids = ids;
    this.horizon = horizon;
  }

  static empty(): CountedIds {
    return new CountedIds([], -1);
  }

  /**
   * Reads what `encode` wrote.
   *
   * @throws RangeError where the bytes are not of this version, cut, or tell a time that there is not
   */
  static decode(bytes: Uint8Array): CountedIds {
    let at = 0;
    const next = (): number => {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('the ids that an incident has counted are cut');
      return byte;
    };
    const number = (): number => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = next();
        value += (byte % 128) * scale;
        if (value > LAST_TIME + 1 || scale > LAST_TIME) break;
        if (byte < 128) return value;
      }
      throw new RangeError('the ids that an incident has counted tell a time beyond all');
    };
    const version = next();
    if (version !== VERSION) throw new RangeError(`counted ids of version ${version} can't be read`);
    const horizon = number() - 1;
    const ids: CountedId[] = [];
    let time = 0;
    while (at < bytes.length) {
      time += number();
      if (time > LAST_TIME)
        throw new RangeError('the ids that an incident has counted tell a time beyond all');
      ids.push({ time, hash: ((next() * 256 + next()) * 256 + next()) * 256 + next() });
    }
    return new CountedIds(ids, horizon);
  }

  encode(): Uint8Array {
    const out: number[] = [VERSION];
    writeNumber(this.horizon + 1, out);
    let before = 0;
    for (const { time, hash } of this.ids) {
      writeNumber(time - before, out);
      before = time;
      out.push(hash >>> 24, (hash >>> 16) & 255, (hash >>> 8) & 255, hash & 255);
    }
    return Uint8Array.from(out);
  }

  /** Has anything been forgotten? Then a late finding may have been left out. */
  get forgot(): boolean {
    return this.horizon >= 0;
  }

  get size(): number {
    return this.ids.length;
  }

  /**
   * Takes ids with their times (milliseconds since 1970); gives for each whether it is counted now for the first time.
   */
  add(candidates: readonly { readonly id: string; readonly time: number }[]): boolean[] {
    const known = new Set(this.ids.map(({ time, hash }) => `${time} ${hash}`));
    const added: CountedId[] = [];
    const fresh = candidates.map(({ id, time: given }) => {
      const time = inRange(given);
      const hash = hashOf(id);
      const key = `${time} ${hash}`;
      if (time <= this.horizon || known.has(key)) return false;
      known.add(key);
      added.push({ time, hash });
      return true;
    });
    if (added.length > 0) this.keep([...this.ids, ...added].sort(compare));
    return fresh;
  }

  private keep(sorted: CountedId[]): void {
    const tooMany = sorted.length - MOST_IDS;
    if (tooMany > 0) this.horizon = Math.max(this.horizon, sorted[tooMany - 1]?.time ?? -1);
    // Those of the very millisecond that was cut are forgotten together.
    this.ids = tooMany > 0 ? sorted.filter(({ time }) => time > this.horizon) : sorted;
  }
}
