/**
 * Remembers the latest ids in a fixed amount of memory: two generations, the older dropped when the younger is full.
 * So at least GENERATION ids are always remembered, and never more than twice as many.
 */
const GENERATION = 16_384;

export class RecentIds {
  private young = new Set<string>();
  private old = new Set<string>();

  has(id: string): boolean {
    return this.young.has(id) || this.old.has(id);
  }

  add(id: string): void {
    this.young.add(id);
    if (this.young.size < GENERATION) return;
    this.old = this.young;
    this.young = new Set();
  }
}
