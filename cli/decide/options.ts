/** The arguments of `ldwatch approve`, `dismiss` and `release`. */
import { userInfo } from 'node:os';
import type { IncidentId } from '../../shared/incident/incident.ts';
import type { OfferId } from '../../shared/response/offer.ts';
import { parseOptions, STACK_OPTION } from '../account/options.ts';
import { UsageError } from '../errors.ts';

/** As incidents are named (window.ts). */
const INCIDENT = /^[\da-f]{20}-\d{1,4}h-[\da-z]{1,12}$/;
const OFFER = /^[\da-f]{20}$/;
const LONGEST_NAME = 128;

/** What was asked for. */
export interface DecideOptions {
  readonly stack: string;
  readonly incident: IncidentId;
  /** What an alert offered, which it has to be still; null for what is offered now. */
  readonly plan: OfferId | null;
  /** Who decides, as they call themself. */
  readonly by: string;
}

/** The name that whoever is logged in has on this machine; undefined where it has none. */
function loginName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/**
 * @param nobody - stands in for the name where none is given
 * @throws UsageError where something is missing or can't be
 */
export function parseDecideOptions(
  args: readonly string[],
  nobody: string | undefined = loginName(),
): DecideOptions {
  const [incident, ...rest] = args;
  if (incident === undefined || !INCIDENT.test(incident))
    throw new UsageError("the first argument has to be an incident's id: `ldwatch incidents` shows them");
  const options = { ...STACK_OPTION, by: { type: 'string' }, plan: { type: 'string' } } as const;
  const { stack, by = nobody, plan = null } = parseOptions(rest, options);
  if (plan !== null && !OFFER.test(plan))
    throw new UsageError('--plan takes the 20 hex digits that an alert shows');
  if (by === undefined || !/\S/.test(by) || by.length > LONGEST_NAME)
    throw new UsageError('--by takes the name of whoever decides, of 128 characters at most');
  // Both are checked, and branded nowhere else but where they are made.
  return { stack, incident: incident as IncidentId, plan: plan as OfferId | null, by };
}
