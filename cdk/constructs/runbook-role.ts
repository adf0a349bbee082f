/** Names of the roles that runbooks work with: known to whoever hands them on, in whichever stack they are made. */
import type { ActionName } from '../../shared/response/actions/action.ts';

/** Characters that a role's name may have (AWS: "IAM and AWS STS quotas"). */
const LONGEST = 64;

/** Roles are the account's, runbooks a region's. */
export interface RunbookRole {
  /** Of the pipeline. */
  readonly stackName: string;
  readonly action: ActionName;
  readonly region: string;
}

/** @throws RangeError where the stack's name is too long for it, as far as the region is known yet */
export function runbookRoleName({ stackName, action, region }: RunbookRole): string {
  const name = `${stackName}-${action}`;
  // The longest region's name has 14 characters, and is a token where the stack has none.
  if (name.length + 15 > LONGEST)
    throw new RangeError(`a role named ${name}-REGION is longer than ${LONGEST} characters`);
  return `${name}-${region}`;
}
