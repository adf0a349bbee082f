/** A message as Slack's methods and webhooks take it. */
import type { KnownBlock } from '@slack/types';

/** Block Kit with what notifications show instead of it. */
export interface SlackMessage {
  /**
   * Slack reads markup in it, mentions too, whatever the blocks are: there is nothing in it that a host wrote.
   */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}
