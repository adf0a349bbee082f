/** Which executions belong together because one login (or one daemon's user) did them. */
import type { ExecEvent } from '../telemetry/exec-event.ts';

/**
 * A key that is equal for executions of one login: audit session and login user where they are set, otherwise, as for
 * daemons and containers, the user without a login.
 */
export function loginOf({ user }: Pick<ExecEvent, 'user'>): string {
  return user.session === null ? `daemon:${user.uid}` : `session:${user.session}:${user.auid}`;
}
