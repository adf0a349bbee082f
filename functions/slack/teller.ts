/** Tells one generation of an incident in one channel: what threads and webhooks have in common. */
import type { HeldThread, SlackThreadStore } from '../../shared/aws/slack-threads.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { SlackDestination } from './routing.ts';

/** Tells. */
export interface Teller {
  /**
   * Again for the same generation it does nothing, or what is left to do.
   *
   * @throws Error where it has to be called again
   */
  tell(incident: Incident, destination: SlackDestination): Promise<void>;
}

/** Somebody else is telling in the same thread for longer than is waited. */
class ThreadHeldError extends Error {
  override readonly name = 'ThreadHeldError';
}

/** Tries until another instance lets go: some seconds, as long as it takes to post. */
const MOST_TRIES = 4;
const PAUSE = 1500;

/**
 * Holds a thread.
 *
 * @throws ThreadHeldError, and what the store throws
 */
export async function heldThread(
  threads: SlackThreadStore,
  { id, generation }: Incident,
  channel: string,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<HeldThread> {
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const held = await threads.hold(id, channel, generation);
    if (held !== null) return held;
    if (tries < MOST_TRIES) await sleep(PAUSE);
  }
  throw new ThreadHeldError(`another instance tells in the thread of ${id}: it is tried again by itself`);
}

/** Gives a thread back in which nothing was told. Should that fail, it is free after a while by itself. */
export async function letGo(held: HeldThread, generation: number): Promise<void> {
  try {
    await held.untold(generation);
  } catch {
    // The error that led here says more.
  }
}
