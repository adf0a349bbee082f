/** Which executions of a log were done by the same login as a finding. */
import { loginOf } from '../detection/login.ts';
import type { FindingSnapshot } from '../incident/snapshot.ts';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import type { SameLoginBy } from './login-history.ts';

/** Processes above one that are followed; a host can write records of processes that are each other's parent. */
const MOST_ABOVE = 32;
/** init, which everything descends from, and the kernel. */
const EVERYONES = 1;

/** What says that an execution was of the same login, and the test. */
export interface SameLogin {
  readonly by: SameLoginBy;
  readonly is: (event: ExecEvent) => boolean;
}

function parentsIn(events: readonly ExecEvent[]): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const { pid, ppid } of events) if (pid !== null && ppid !== null) parents.set(pid, ppid);
  return parents;
}

/** A process and those above it, as far as the log tells. */
function line(pid: number | null, ppid: number | null, parents: ReadonlyMap<number, number>): Set<number> {
  const found = new Set<number>();
  if (pid !== null && pid > EVERYONES) found.add(pid);
  for (
    let above = ppid ?? undefined;
    above !== undefined && above > EVERYONES && !found.has(above) && found.size < MOST_ABOVE;
    above = parents.get(above)
  )
    found.add(above);
  return found;
}

/**
 * @param events - of the log around the finding
 */
export function sameLogin(finding: FindingSnapshot, events: readonly ExecEvent[]): SameLogin {
  const { user, process, hostName } = finding;
  // Hosts that share a log stream number their sessions and processes alike.
  const ofHost = (is: (event: ExecEvent) => boolean) => (event: ExecEvent) =>
    event.host === hostName && is(event);
  if (user.session !== null) {
    const login = loginOf({ user });
    return { by: 'session', is: ofHost((event) => loginOf(event) === login) };
  }
  if (user.tty !== null) return { by: 'terminal', is: ofHost((event) => event.user.tty === user.tty) };
  const parents = parentsIn(events.filter(({ host }) => host === hostName));
  const above = line(process.pid, process.ppid, parents);
  return {
    by: 'process-tree',
    is: ofHost(({ pid, ppid }) => [...line(pid, ppid, parents)].some((one) => above.has(one))),
  };
}
