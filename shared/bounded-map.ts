/** A map that never holds more than `capacity` entries: the one set longest ago makes room. */
export class BoundedMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();
  /**
   * Stands before the oldest entry. An iterator from the start would step over all that were taken before, until the
   * map tidies itself up; this one goes on where it was, and entries are only added at the end.
   */
  private oldest = this.entries.entries();
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: Key): Value | undefined {
    return this.entries.get(key);
  }

  has(key: Key): boolean {
    return this.entries.has(key);
  }

  /**
   * Sets an entry and makes it the youngest.
   *
   * @returns the value that had to go, undefined where there was room
   */
  set(key: Key, value: Value): Value | undefined {
    this.entries.delete(key);
    this.entries.set(key, value);
    return this.entries.size > this.capacity ? this.takeOldest() : undefined;
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  /** Removes and gives the entry that was set longest ago; undefined where there is none. */
  takeOldest(): Value | undefined {
    let next = this.oldest.next();
    if (next.done === true) {
      // An iterator that came to its end stays there, whatever is added.
      this.oldest = this.entries.entries();
      next = this.oldest.next();
    }
    if (next.done === true) return undefined;
    const [key, value] = next.value;
    this.entries.delete(key);
    return value;
  }

  /** From the oldest to the youngest. */
  values(): IterableIterator<Value> {
    return this.entries.values();
  }

  /** From the oldest to the youngest. */
  [Symbol.iterator](): IterableIterator<[Key, Value]> {
    return this.entries[Symbol.iterator]();
  }
}
