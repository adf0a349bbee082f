/**
 * What makes two findings the same behaviour: who ran what through what, and on which kind of host. Never an id: a
 * process, a session or an instance changes with each run, and each would be an incident of its own.
 */
import { createHash } from 'node:crypto';
import { maskRandom } from './mask.ts';
import type { FindingSnapshot } from './snapshot.ts';

/** Twenty hex digits. */
export type Fingerprint = string & { readonly brand: 'Fingerprint' };

/** A behaviour in words, as the fingerprint is made of it. */
export interface Behaviour {
  readonly account: string;
  readonly region: string;
  /** Hosts of one kind ship to one log group: a burst over many of them is one incident of the fleet. */
  readonly workload: string;
  readonly kind: FindingSnapshot['kind'];
  readonly loader: string;
  /** Masked; empty where the arguments were lost. */
  readonly program: string;
  /** Masked: libraries that the loader's options bring in. */
  readonly injected: readonly string[];
  readonly uid: number | null;
}

/** The behaviour of one finding. */
export function behaviourOf({ origin, kind, loader, program, injected, user }: FindingSnapshot): Behaviour {
  return {
    account: origin.account,
    region: origin.region,
    workload: origin.logGroup,
    kind,
    // Of a known family the path differs with the distribution and nothing else.
    loader: loader.family ?? maskRandom(loader.path),
    // Whatever is started with a library injected, it is one behaviour.
    program: program === null || kind === 'inject' ? '' : maskRandom(program.path ?? program.given),
    injected: injected.map(({ option, given, path }) => `${option} ${maskRandom(path ?? given)}`).sort(),
    uid: user.uid,
  };
}

/** Equal for equal behaviours, and only for those. */
export function fingerprintOf(behaviour: Behaviour): Fingerprint {
  const { account, region, workload, kind, loader, program, injected, uid } = behaviour;
  const text = JSON.stringify([account, region, workload, kind, loader, program, injected, uid]);
  // Branding is the only way to make one.
  return createHash('sha256').update(text).digest('hex').slice(0, 20) as Fingerprint;
}
