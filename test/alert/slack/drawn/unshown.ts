/** What the preview can't show: a message of ours that has it must not pass for seen. */

/** Something of Block Kit that the preview doesn't know. */
export class UnshownError extends Error {
  override readonly name = 'UnshownError';

  /** @param what - of Block Kit's names */
  constructor(what: string) {
    super(`the Slack preview doesn't show ${what} yet: test/alert/slack/drawn has to learn it`);
  }
}
