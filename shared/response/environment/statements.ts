/** What each piece of evidence that a host can't write says of the environment, each as a sentence that can be checked. */
import { quoted } from '../../detection/quoted.ts';
import { ENVIRONMENTS, type Environment } from '../../incident/incident.ts';
import { matchesPattern } from '../../incident/suppression.ts';
import type { EnvironmentEvidence, ResourceTags } from './evidence.ts';
import type { EnvironmentNaming } from './naming.ts';

/** One statement. */
export interface Statement {
  readonly by: 'tag' | 'account' | 'log-group';
  /** Null where it should tell and doesn't: nobody said what the name means, or the tags could not be read. */
  readonly environment: Environment | null;
  /** A clause that follows "because"; what it repeats of a tag stands in quotes. */
  readonly says: string;
}

function meaningOf(value: string, { names }: EnvironmentNaming): Environment | null {
  const text = value.trim().toLowerCase();
  const meant = ENVIRONMENTS.filter((environment) =>
    names[environment].some((name) => matchesPattern(name.toLowerCase(), text)),
  );
  // A name of two is a name of none.
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

function byTags({ of, tags }: ResourceTags, naming: EnvironmentNaming): Statement[] {
  if (tags === null)
    return [{ by: 'tag', environment: null, says: `the tags of the ${of} could not be read` }];
  const keys = new Set(naming.tagKeys.map((key) => key.toLowerCase()));
  return Object.entries(tags)
    .filter(([key]) => keys.has(key.trim().toLowerCase()))
    .map(([key, value]): Statement => {
      const environment = meaningOf(value, naming);
      const says = `the ${of} has the tag ${quoted(key)} with the value ${quoted(value)}`;
      return {
        by: 'tag',
        environment,
        says: environment === null ? `${says}, which names no environment that is configured` : says,
      };
    });
}

/** An own property only: names are keys that somebody wrote. */
function named(of: Readonly<Record<string, Environment>>, name: string): Environment | null {
  return Object.hasOwn(of, name) ? (of[name] ?? null) : null;
}

/** In the order of their nearness: what is said of the host itself before what is said of all of an account. */
export function statementsOf(
  { tags, account, logGroup }: Omit<EnvironmentEvidence, 'ancestors'>,
  naming: EnvironmentNaming,
): Statement[] {
  const byAccount = named(naming.accounts, account);
  const byLogGroup = named(naming.logGroups, logGroup);
  const configured: Statement[] = [];
  if (byAccount !== null)
    configured.push({
      by: 'account',
      environment: byAccount,
      says: `the account ${account} is configured so`,
    });
  if (byLogGroup !== null)
    configured.push({
      by: 'log-group',
      environment: byLogGroup,
      says: `the log group ${quoted(logGroup)} is configured so`,
    });
  return [...tags.flatMap((one) => byTags(one, naming)), ...configured];
}
