/**
 * One thread for an incident: its first message shows the current state, and each later generation says in the thread
 * what is new.
 *
 * Slack has no key by which it would drop a repetition, so the order is: note in the table what is about to be told, post,
 * note that it was. Whoever finds that somebody was about to tell and did not say whether it did looks for the message by
 * its metadata before it posts again.
 */
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import type { SlackMessage } from '../../shared/alert/slack/slack-message.ts';
import { hasNewsForThread, updateMessage } from '../../shared/alert/slack/update-message.ts';
import type { HeldThread, SlackThreadStore } from '../../shared/aws/slack-threads.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { FoundMessage, SlackBot } from '../../shared/slack/bot.ts';
import { SlackFailure, SlackRefusal, wasNotDone } from '../../shared/slack/errors.ts';
import type { MessageMark } from '../../shared/slack/mark.ts';
import type { SlackDestination } from './routing.ts';
import { heldThread, letGo, type Teller } from './teller.ts';

/** Milliseconds by which Slack's clock and ours may differ. */
const CLOCKS = 5 * 60_000;

/** Slack's words for a message that can't be edited (any more): somebody removed it, or the workspace forbids it. */
const NOT_EDITABLE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
/** And for a thread that is not there any more. */
const NO_THREAD = new Set(['thread_not_found', 'message_not_found']);

/** What it works with. */
export interface ThreadTellerSurroundings {
  readonly bot: Pick<SlackBot, 'post' | 'edit' | 'find'>;
  readonly threads: SlackThreadStore;
  /** Does a press of a button in the first message lead anywhere? */
  readonly buttons: boolean;
  /** Milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Takes a sentence about something that was let pass. */
  readonly note: (what: string) => void;
}

function has(error: unknown, codes: ReadonlySet<string>): boolean {
  return error instanceof SlackRefusal && codes.has(error.code);
}

function firstOf({ id, generation }: Incident): MessageMark {
  return { incident: id, generation, part: 'first' };
}

function isSame(one: MessageMark, other: MessageMark): boolean {
  return one.incident === other.incident && one.generation === other.generation && one.part === other.part;
}

/** Tells in threads. */
export class ThreadTeller implements Teller {
  private readonly surroundings: ThreadTellerSurroundings;

  constructor(surroundings: ThreadTellerSurroundings) {
    this.surroundings = surroundings;
  }

  async tell(incident: Incident, { channel, goesOnIn }: SlackDestination): Promise<void> {
    const { threads, sleep } = this.surroundings;
    const { generation } = incident;
    const held = await heldThread(threads, incident, channel, sleep);
    const wasDoubtful = held.state.doubtful.has(generation);
    try {
      const ts = held.state.ts ?? (await this.open(held, incident, channel));
      if (!held.state.told.has(generation)) await this.reply(held, incident, { channel, goesOnIn }, ts);
      await held.done(generation, await this.show(held, incident, channel));
    } catch (error) {
      // What may have been posted stays noted, and the thread is held for a while: until Slack is done with it.
      if (wasNotDone(error) && !wasDoubtful) await letGo(held, generation);
      throw error;
    }
  }

  private first(incident: Incident): SlackMessage {
    return alertMessage(incident, { buttons: this.surroundings.buttons });
  }

  /** Posts the first message, unless whoever was about to did. */
  private async open(held: HeldThread, incident: Incident, channel: string): Promise<string> {
    const { doubtful, since } = held.state;
    const find = async () =>
      this.look(channel, null, since, ({ incident: id, part }) => id === incident.id && part === 'first');
    const post = async () => ({
      ts: await this.surroundings.bot.post(channel, null, this.first(incident), firstOf(incident)),
      mark: firstOf(incident),
    });
    const { ts, mark } = await postOnce(doubtful.size > 0, find, post);
    await held.opened(ts, mark.generation);
    return ts;
  }

  /** Says in the thread what is new. */
  private async reply(
    held: HeldThread,
    incident: Incident,
    { channel, goesOnIn }: SlackDestination,
    ts: string,
  ): Promise<void> {
    const { id, generation } = incident;
    const { doubtful, since } = held.state;
    const mark: MessageMark = { incident: id, generation, part: 'update' };
    const find = async () => this.look(channel, ts, since, (one) => isSame(one, mark));
    const post = async () => ({
      ts: await this.surroundings.bot.post(channel, ts, updateMessage(incident, goesOnIn), mark),
      mark,
    });
    try {
      if (hasNewsForThread(incident)) await postOnce(doubtful.has(generation), find, post);
    } catch (error) {
      if (!has(error, NO_THREAD)) throw error;
      this.surroundings.note(`the thread of ${id} is gone: a new one is opened`);
      await this.open(held, incident, channel);
      return;
    }
    await held.told(generation);
  }

  /** Edits the first message, unless it shows a later generation or is about to. */
  private async show({ state }: HeldThread, incident: Incident, channel: string): Promise<boolean> {
    const { ts, shown, showing } = state;
    const { generation } = incident;
    if (ts === null || generation <= shown || generation < showing) return generation <= shown;
    try {
      await this.surroundings.bot.edit(channel, ts, this.first(incident), firstOf(incident));
    } catch (error) {
      if (!has(error, NOT_EDITABLE)) throw error;
      this.surroundings.note(`the first message of ${incident.id} can't be edited: ${String(error)}`);
    }
    return true;
  }

  /** Telling twice is better than never: where the channel may not be read, it is as if nothing was found. */
  private async look(
    channel: string,
    thread: string | null,
    since: number,
    isIt: (mark: MessageMark) => boolean,
  ): Promise<FoundMessage | null> {
    try {
      return await this.surroundings.bot.find(channel, thread, since - CLOCKS, isIt);
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      this.surroundings.note(`it can't be seen whether a message was posted already: ${String(error)}`);
      return null;
    }
  }
}

/** @param isDoubtful - it may have been posted before */
async function postOnce(
  isDoubtful: boolean,
  find: () => Promise<FoundMessage | null>,
  post: () => Promise<FoundMessage>,
): Promise<FoundMessage> {
  const before = isDoubtful ? await find() : null;
  if (before !== null) return before;
  try {
    return await post();
  } catch (error) {
    if (!(error instanceof SlackFailure) || !error.answered) throw error;
    // Slack is done with it, and may have posted it all the same. Where that can't be seen now, it is that which failed:
    // whatever kept us from looking does not say that nothing was done.
    const after = await find().catch(() => {
      throw error;
    });
    return after ?? (await post());
  }
}
