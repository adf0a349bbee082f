/** What can go wrong in the command, as sentences that its user can act on. */

/** Arguments that can't be used: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An input that can't be read or holds nothing readable: told, the rest is still read, exit status 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The AWS account can't be asked or lacks something: exit status 2. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
}
