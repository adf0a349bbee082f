/**
 * A map that forgets in large steps: two generations, the older dropped when the younger is full. At least the latest
 * `generation` keys are known and at most twice as many; cheaper than forgetting them one by one.
 */
export class GenerationalMap<Key, Value> {
  private young = new Map<Key, Value>();
  private old = new Map<Key, Value>();
  private readonly generation: number;

  constructor(generation: number) {
    this.generation = generation;
  }

  get(key: Key): Value | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  set(key: Key, value: Value): void {
    this.young.set(key, value);
    if (this.young.size < this.generation) return;
    this.old = this.young;
    this.young = new Map();
  }
}
