/**
 * Memory of one host while a part of its log is judged: holds of what is remembered only what had happened by then,
 * and tells afterwards what was learned anew.
 */
import { compareEvents } from '../telemetry/event-order.ts';
import { factKey, factsOf, type HostFact, type Moment, momentOf, recall } from './host-facts.ts';
import { HostMemory } from './host-memory.ts';

function nameOf(fact: HostFact): string {
  return `${fact.since} ${factKey(fact)}`;
}

/** Feed it executions in the order in which they happened. */
export class RecalledMemory {
  private readonly memory = new HostMemory();
  /** The latest first. */
  private readonly later: { readonly fact: HostFact; readonly moment: Moment }[];
  private readonly recalled = new Set<string>();

  /** @param facts - what is remembered of the host, in any order */
  constructor(facts: readonly HostFact[]) {
    this.later = facts
      .map((fact) => ({ fact, moment: momentOf(fact) }))
      .sort((a, b) => compareEvents(b.moment, a.moment));
  }

  /** The memory as it was when `event` happened: a part of a log that comes again must not be judged by its own future. */
  before(event: Moment): HostMemory {
    const due: HostFact[] = [];
    for (
      let next = this.later.at(-1);
      next !== undefined && compareEvents(next.moment, event) < 0;
      next = this.later.at(-1)
    ) {
      due.push(next.fact);
      this.later.pop();
    }
    for (const fact of due) this.recalled.add(nameOf(fact));
    // "Last seen" stays open: a program that names the linker again sets it.
    if (due.length > 0) recall(due, Number.POSITIVE_INFINITY, this.memory);
    return this.memory;
  }

  /** What was seen, and not only remembered: what nobody sees any more has to be forgotten in the end. */
  learned(): HostFact[] {
    return factsOf(this.memory).filter(
      (fact) => Number.isFinite(fact.since) && !this.recalled.has(nameOf(fact)),
    );
  }
}
