/** Claims on the ledger by many at once: each is one write that nobody else's came before. */
import { ContentionError } from '../../incident/errors.ts';
import type { DecisionId } from '../response.ts';
import {
  type Claimed,
  claim,
  claimRelease,
  type Entry,
  free,
  type Holding,
  type Ledger,
  type Limits,
} from './ledger.ts';

/** Keeps the ledger of one account and region: the table, or a fake of it. */
export interface LedgerStore {
  /** What was written last, by whomever; version 0 where nothing was. */
  load(): Promise<{ readonly ledger: Ledger; readonly version: number }>;
  /** @returns false, and nothing is written, where `version` is not the latest any more */
  save(ledger: Ledger, version: number): Promise<boolean>;
}

/** What a budget works with; times are milliseconds. */
export interface BudgetSurroundings {
  readonly store: LedgerStore;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Tries until somebody who always comes second is delivered again: some ten seconds of waiting. */
const MOST_TRIES = 10;
const FIRST_WAIT = 10;

/** The budget and the locks of an account and region. */
export class ContainmentBudget {
  private readonly surroundings: BudgetSurroundings;

  constructor(surroundings: BudgetSurroundings) {
    this.surroundings = surroundings;
  }

  /** Who holds what now. */
  async held(): Promise<readonly Holding[]> {
    return (await this.surroundings.store.load()).ledger.held;
  }

  /** What a claim would be answered now; nothing is claimed. */
  async wouldClaim(holding: Holding, limits: Limits): Promise<Claimed> {
    const { store, now } = this.surroundings;
    const entry = claim((await store.load()).ledger, holding, limits, now());
    return entry.granted ? { granted: true } : entry;
  }

  /**
   * Claims a target for a containment; claimed by the same decision before, it is granted and counted once.
   *
   * @throws ContentionError where others always came first
   */
  async claim(holding: Holding, limits: Limits): Promise<Claimed> {
    return this.write((ledger) => claim(ledger, holding, limits, this.surroundings.now()));
  }

  /** @throws ContentionError where others always came first */
  async claimRelease(holding: Holding): Promise<Claimed> {
    return this.write((ledger) => claimRelease(ledger, holding));
  }

  /** @throws ContentionError where others always came first */
  async free(decision: DecisionId): Promise<void> {
    await this.write((ledger) => {
      const isHeld = ledger.held.some((one) => one.decision === decision);
      return { granted: true, ledger: isHeld ? free(ledger, decision) : ledger };
    });
  }

  private async write(change: (ledger: Ledger) => Entry): Promise<Claimed> {
    const { store, random, sleep } = this.surroundings;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { ledger, version } = await store.load();
      const entry = change(ledger);
      if (!entry.granted) return entry;
      if (entry.ledger === ledger || (await store.save(entry.ledger, version))) return { granted: true };
      await sleep(random() * FIRST_WAIT * 2 ** tries);
    }
    throw new ContentionError(
      `the ledger of containments was written by others at each of ${MOST_TRIES} tries`,
    );
  }
}
