/**
 * An incident: every finding of one behaviour in one window of time. Its `generation` rises when there is something
 * new to tell, and only then is anybody told.
 */
import type { Severity } from '../detection/severity.ts';
import type { Response } from '../response/response.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { FindingSnapshot } from './snapshot.ts';

/** Where a host stands, by the configuration; what can't be told is production. */
export const ENVIRONMENTS = ['ci', 'staging', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** Names one incident for good, `<fingerprint>-<hours>h-<beginning>` (window.ts): letters, digits and hyphens. */
export type IncidentId = string & { readonly brand: 'IncidentId' };

/** Why a generation rose. */
export type News =
  | { readonly what: 'new' }
  | { readonly what: 'severity'; readonly from: Severity }
  /** The count passed 10, 100 or 1,000. */
  | { readonly what: 'repeats'; readonly passed: number }
  /** The number of hosts passed 2, 5, 10, 100 or 1,000. */
  | { readonly what: 'hosts'; readonly passed: number }
  /** Somebody decided something, or containment came further: `Incident.response` says what. */
  | { readonly what: 'response'; readonly tells: 'decision' | 'containment' };

/** One host of an incident. Times are milliseconds since 1970 UTC, of executions. */
export interface HostSeen {
  /** The log stream, which is the instance id as a rule. */
  readonly host: string;
  /** As the host calls itself: a label that it could forge; empty for none. */
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** Who silenced it, until when (milliseconds since 1970) and why. */
export interface SuppressedBy {
  readonly id: string;
  readonly author: string;
  readonly reason: string;
  readonly until: number;
}

/** The state of one incident. Times are milliseconds since 1970 UTC, of executions and not of deliveries. */
export interface Incident {
  readonly id: IncidentId;
  readonly fingerprint: Fingerprint;
  /** Executions from `from` on and before `to` belong to it. */
  readonly window: { readonly from: number; readonly to: number };
  readonly environment: Environment;
  /** Of its gravest finding. */
  readonly severity: Severity;
  /** 0 while nobody was to be told: every finding so far was suppressed. */
  readonly generation: number;
  /** What the current generation tells. */
  readonly news: readonly News[];
  readonly count: number;
  /** Set where so many came that some may have been left out rather than counted twice. */
  readonly countIsAtLeast: boolean;
  readonly first: number;
  readonly last: number;
  /** How many hosts, and those that were first. */
  readonly hostCount: number;
  readonly hostCountIsAtLeast: boolean;
  readonly hosts: readonly HostSeen[];
  /** Its gravest finding; of several the earliest. */
  readonly gravest: FindingSnapshot;
  readonly suppressedBy: SuppressedBy | null;
  readonly response: Response;
}
