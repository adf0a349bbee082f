/** The names that a configuration has by default, and some of an account. */
import { parseConfig } from '../../../cdk/config.ts';
import { environmentNaming } from '../../../cdk/functions/incident-environment.ts';

export const ACCOUNT = '111122223333';

/** As functions are told it where nothing is configured. */
export const BY_DEFAULT = environmentNaming(parseConfig({}));

/** As functions are told it of a configuration. */
export function namingOf(written: object) {
  return environmentNaming(parseConfig(written));
}
