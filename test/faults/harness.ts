/**
 * Runs a system that takes deliveries and tells incidents, with faults, and compares what it ends with to a run
 * without. A delivery that fails comes again, as services do it; work that waits is tried until none is left.
 */
import { FAULT_KINDS, type Fault, type FaultKind, Faults } from './faults.ts';

/** A system under test. Its calls to services go through the fate of the faults it was made with. */
export interface Subject {
  /** Takes one delivery; throws where the service would deliver again. */
  deliver(index: number): Promise<void>;
  /** Does one piece of work that waits (a queue, a stream, a poller); false where there is none. */
  work(): Promise<boolean>;
  /** A new process takes over. */
  restart(): void;
  outcome(): Promise<Outcome>;
}

/** What a run ended with. */
export interface Outcome {
  /** Each incident with everything that should not depend on faults. */
  readonly incidents: ReadonlyMap<string, unknown>;
  /** How many messages each incident was to be told in. */
  readonly generations: ReadonlyMap<string, number>;
  /** Every message that was sent: the incident and generation that it tells, and its text. */
  readonly told: readonly { readonly what: string; readonly text: string }[];
}

/** Makes a subject. */
export type MakeSubject = (faults: Faults) => Promise<Subject>;

/** What is delivered in which order: indexes of deliveries, some perhaps more than once, with work in between. */
export type Schedule = readonly (number | 'work')[];

/** More tries than any schedule of faults can take. */
const MOST_TRIES = 500;

async function untilDone(subject: Subject, faults: Faults, step: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      if (!(await step())) return;
    } catch {
      // Its service tries again.
    }
    if (faults.revive()) subject.restart();
  }
  throw new Error('the system never comes to rest');
}

/** Runs one schedule with the given faults. */
export async function run(make: MakeSubject, schedule: Schedule, planned: readonly Fault[] = []) {
  const faults = new Faults(planned);
  const subject = await make(faults);
  for (const step of schedule) {
    let open = true;
    await untilDone(subject, faults, async () => {
      if (!open) return false;
      if (step === 'work') await subject.work();
      else await subject.deliver(step);
      // A process that died on the way has acknowledged nothing.
      open = faults.died;
      return true;
    });
  }
  await untilDone(subject, faults, () => subject.work());
  return { outcome: await subject.outcome(), faults };
}

/** How a run with faults differs from what it should have been. */
export interface Damage {
  readonly fault: Fault & { readonly call: string };
  /** What was to be told and was not. */
  readonly lost: readonly string[];
  /** What was told more than once, or should not have been. */
  readonly doubled: readonly string[];
  /** Incidents that are not as they should be. */
  readonly wrong: readonly string[];
}

function tally(told: Outcome['told']): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { what } of told) counts.set(what, (counts.get(what) ?? 0) + 1);
  return counts;
}

/** Compares a run to the one without faults. */
export function damageOf(reference: Outcome, outcome: Outcome): Omit<Damage, 'fault'> {
  const wanted = tally(reference.told);
  const told = tally(outcome.told);
  const ids = new Set([...reference.incidents.keys(), ...outcome.incidents.keys()]);
  const same = (id: string) =>
    JSON.stringify(reference.incidents.get(id)) === JSON.stringify(outcome.incidents.get(id));
  return {
    lost: [...wanted.keys()].filter((what) => !told.has(what)),
    doubled: [...told].filter(([what, count]) => count > (wanted.get(what) ?? 0)).map(([what]) => what),
    wrong: [...ids].filter((id) => !same(id)),
  };
}

/** Lets each call of a schedule fail in each way, one run each; gives the runs that did harm. */
export async function everyFault(
  make: MakeSubject,
  schedule: Schedule,
  kinds: readonly FaultKind[] = FAULT_KINDS,
): Promise<{
  readonly runs: number;
  readonly calls: readonly string[];
  readonly damages: readonly Damage[];
}> {
  const reference = await run(make, schedule);
  const { calls } = reference.faults;
  const damages: Damage[] = [];
  let runs = 0;
  for (const [index, call] of calls.entries()) {
    for (const kind of kinds) {
      const fault = { at: index + 1, kind };
      const { outcome } = await run(make, schedule, [fault]);
      runs++;
      const damage = damageOf(reference.outcome, outcome);
      if (damage.lost.length + damage.doubled.length + damage.wrong.length > 0)
        damages.push({ ...damage, fault: { ...fault, call } });
    }
  }
  return { runs, calls, damages };
}
