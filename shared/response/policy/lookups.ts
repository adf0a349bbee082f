/** What AWS says of a target and of the fleet around it, asked anew each time. */

/** One instance as EC2 describes it; null is "it does not say". */
export interface InstanceFacts {
  readonly instanceId: string;
  /** Account that owns the reservation. */
  readonly ownerId: string | null;
  readonly availabilityZone: string | null;
  /** `pending`, `running`, `stopping` … */
  readonly state: string | null;
  /** Private names and addresses, and the Name tag: what a host of it may call itself. */
  readonly names: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
  /** Auto Scaling group that it belongs to, null for none. */
  readonly group: string | null;
}

/** Answer about a target. */
export type TargetLookup =
  | { readonly kind: 'found'; readonly instance: InstanceFacts }
  /** EC2 knows no such instance here. */
  | { readonly kind: 'absent' }
  /** It could not be asked. */
  | { readonly kind: 'failed' };

/** An instance that runs and carries the opt-in tag. */
export interface FleetMember {
  readonly instanceId: string;
  readonly group: string | null;
}

/** Answer about everything that carries the opt-in tag. */
export type FleetLookup =
  | { readonly kind: 'listed'; readonly members: readonly FleetMember[] }
  | { readonly kind: 'failed' };
