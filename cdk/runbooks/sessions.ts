/** The runbooks `revoke-sessions` and `restore-sessions`: one policy on a role, by its name. */
import { RESTORE_SESSIONS, REVOKE_SESSIONS } from '../../shared/response/actions/revoke-sessions.ts';
import { type Runbook, runbook } from './runbook.ts';
import { call, ref } from './steps.ts';

const POLICY = 'ldwatch-revoked-sessions';

/** As the console's "Revoke active sessions" (AWS: "Revoke IAM role temporary security credentials"). */
function refusal(issuedBefore: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': issuedBefore } },
      },
    ],
  });
}

/** Refuses. A later moment takes the place of an earlier one. */
export function revokeSessions(): Runbook {
  return runbook(
    REVOKE_SESSIONS,
    [
      call('refuse', {
        Service: 'iam',
        Api: 'PutRolePolicy',
        RoleName: ref('RoleName'),
        PolicyName: POLICY,
        PolicyDocument: refusal(ref('IssuedBefore')),
      }),
    ],
    [],
  );
}

/** Takes the refusal away. */
export function restoreSessions(): Runbook {
  return runbook(
    RESTORE_SESSIONS,
    [
      call('allow', {
        Service: 'iam',
        Api: 'DeleteRolePolicy',
        RoleName: ref('RoleName'),
        PolicyName: POLICY,
      }),
    ],
    [],
  );
}
