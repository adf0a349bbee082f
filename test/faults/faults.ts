/** Faults of the calls that a process makes to services: each call can fail in the four ways that matter. */
import type { CallFate } from '../../cli/demo/local-table.ts';

export const FAULT_KINDS = [
  /** The process dies before the call has any effect. */
  'dies-before',
  /** The process dies after the call took effect, and before it hears of it. */
  'dies-after',
  /** The service refuses: an error, a throttle. The process lives on. */
  'refused',
  /** The call takes effect, but its answer is lost: a timeout. The process lives on. */
  'answer-lost',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** One fault: the call that it happens at, counted from 1 on over all processes. */
export interface Fault {
  readonly at: number;
  readonly kind: FaultKind;
}

class Crash extends Error {
  override readonly name = 'Crash';
}

/** As the SDK throws it once its own attempts are used up. */
function serviceError(): Error {
  return Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
}

/** Counts calls and lets the planned ones fail. */
export class Faults {
  /** Names of the calls so far. */
  readonly calls: string[] = [];
  /** Calls at which a fault happened. */
  readonly struck: { readonly call: string; readonly kind: FaultKind }[] = [];
  private readonly planned: ReadonlyMap<number, FaultKind>;
  private dead = false;

  constructor(planned: readonly Fault[] = []) {
    this.planned = new Map(planned.map(({ at, kind }) => [at, kind]));
  }

  /** Has the process died? Then nobody hears what it answers. */
  get died(): boolean {
    return this.dead;
  }

  /** The process that died, if it did, is replaced by a new one. */
  revive(): boolean {
    const died = this.dead;
    this.dead = false;
    return died;
  }

  readonly fate: CallFate = async (call, effect) => {
    // Whatever the code of a dead process does in its handlers of errors, it reaches nobody.
    if (this.dead) throw new Crash(`${call} of a process that died`);
    this.calls.push(call);
    const kind = this.planned.get(this.calls.length);
    if (kind === undefined) return effect();
    this.struck.push({ call, kind });
    if (kind === 'refused') throw serviceError();
    if (kind === 'dies-before') {
      this.dead = true;
      throw new Crash(call);
    }
    await effect();
    this.dead = kind === 'dies-after';
    throw kind === 'dies-after' ? new Crash(call) : serviceError();
  };
}
