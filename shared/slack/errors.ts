/**
 * What can go wrong with Slack, by what is known afterwards: whether it was done, and whether trying again helps. The
 * codes are those of docs.slack.dev, "chat.postMessage", "chat.update", "conversations.history" and "Incoming webhooks".
 */

/** It was not done, and will not be until somebody changes something: the message says what. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';
  /** Slack's own word. */
  readonly code: string;

  constructor(what: string, code: string) {
    super(
      `Slack refuses ${what} (${code}): ${ADVICE[code] ?? 'see what its documentation says of this error'}`,
    );
    this.code = code;
  }
}

/** It was not done, because there were too many: later it will be. */
export class SlackBusy extends Error {
  override readonly name = 'SlackBusy';

  /** @param seconds - for how long Slack wants to be left alone */
  constructor(what: string, seconds: number) {
    super(`Slack takes no more messages for ${seconds} s (${what}): it is tried again by itself`);
  }
}

/** It may have been done. */
export class SlackFailure extends Error {
  override readonly name = 'SlackFailure';
  /** Slack is done with it. Where it never answered, it may still be at it. */
  readonly answered: boolean;

  constructor(what: string, why: string, answered: boolean) {
    super(`Slack failed at ${what} (${why}): it is tried again by itself`);
    this.answered = answered;
  }
}

/** The secret holds something else than it should: nothing was sent. The message does not repeat it. */
export class SlackSecretError extends Error {
  override readonly name = 'SlackSecretError';
}

const TOKEN = 'put a bot token of the installed app (xoxb-…) into the secret, as docs/slack.md says';
const CHANNEL = 'check the ids of channels in the configuration of ldwatch';
const INVITE = 'invite the app into the channel: /invite @ldwatch';
const WEBHOOK = 'make a new webhook and put its address into the secret';
const ARCHIVED = 'unarchive the channel, or configure another one';
const OURS = 'this is a mistake of ldwatch: please report it';

const ADVICE: Readonly<Record<string, string>> = {
  not_authed: TOKEN,
  invalid_auth: TOKEN,
  token_expired: TOKEN,
  token_revoked: TOKEN,
  account_inactive: TOKEN,
  not_allowed_token_type: TOKEN,
  no_permission: 'give the app the scopes that docs/slack.md names, and install it again',
  missing_scope: 'give the app the scopes that docs/slack.md names, and install it again',
  channel_not_found: `${CHANNEL}; of a private channel the app has to be a member: /invite @ldwatch`,
  not_in_channel: INVITE,
  is_archived: ARCHIVED,
  channel_is_archived: ARCHIVED,
  restricted_action: "let the app post in this channel, in the workspace's settings",
  action_prohibited: "let the app post in this channel, in the workspace's settings",
  posting_to_general_channel_denied: 'let the app post in this channel, or configure another one',
  no_service: WEBHOOK,
  no_active_hooks: WEBHOOK,
  invalid_token: WEBHOOK,
  no_team: WEBHOOK,
  team_disabled: WEBHOOK,
  msg_blocks_too_long: OURS,
  msg_too_long: OURS,
  invalid_blocks: OURS,
  invalid_blocks_format: OURS,
  invalid_payload: OURS,
  no_text: OURS,
};

/** Codes of a token that is not good any more: a new one may lie in the secret already. */
const OF_TOKEN = new Set([
  'not_authed',
  'invalid_auth',
  'token_expired',
  'token_revoked',
  'account_inactive',
]);

/** Is it the secret that is wrong? */
export function isOfSecret(error: unknown): boolean {
  if (error instanceof SlackSecretError) return true;
  return error instanceof SlackRefusal && (OF_TOKEN.has(error.code) || ADVICE[error.code] === WEBHOOK);
}

/** Is it certain that nothing was done? */
export function wasNotDone(error: unknown): boolean {
  return error instanceof SlackRefusal || error instanceof SlackBusy || error instanceof SlackSecretError;
}

/** Slack's words for "something went wrong on our side", of which "some aspect may have succeeded". */
const FAILURES = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'rollup_error',
]);

/** An error that Slack named. */
export function errorOf(what: string, code: string): Error {
  if (code === 'ratelimited' || code === 'rate_limited') return new SlackBusy(what, 60);
  return FAILURES.has(code) ? new SlackFailure(what, code, true) : new SlackRefusal(what, code);
}
