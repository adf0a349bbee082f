/** Picks, of a log around a finding, what the same login did just before and after it. */
import { fitted } from '../alert/fitting.ts';
import { printableArgument } from '../alert/printable.ts';
import type { FindingSnapshot } from '../incident/snapshot.ts';
import { compareEvents } from '../telemetry/event-order.ts';
import { type ExecEvent, type ExecEventId, execEventId } from '../telemetry/exec-event.ts';
import { aboutOf, type LoginCommand, type LoginHistory } from './login-history.ts';
import { sameLogin } from './same-login.ts';
import { shownCommand } from './shown-command.ts';

/** Each way. */
const MOST_COMMANDS = 10;
/** Characters of one command. */
const LONGEST_COMMAND = 200;

function commandOf(event: ExecEvent): string {
  const { argv, exe } = event;
  const text = argv.length > 0 ? shownCommand(event).command : printableArgument(exe?.path ?? null);
  return fitted(text, LONGEST_COMMAND);
}

function shown(events: readonly ExecEvent[]): LoginCommand[] {
  return events.map((event) => ({ time: event.time, pid: event.pid, command: commandOf(event) }));
}

/** Each execution once, with as much as any of the excerpts tells of it. */
function distinct(events: readonly ExecEvent[]): ExecEvent[] {
  const byId = new Map<ExecEventId, ExecEvent>();
  for (const event of events) {
    const known = byId.get(event.id);
    if (known === undefined || event.missing.length < known.missing.length) byId.set(event.id, event);
  }
  return [...byId.values()].toSorted(compareEvents);
}

/**
 * @param events - executions of the log around it, in any order, and some perhaps twice
 */
export function loginHistoryAround(finding: FindingSnapshot, events: readonly ExecEvent[]): LoginHistory {
  const all = distinct(events);
  const id = execEventId(finding.hostName, finding.sourceEventId);
  const itself = all.find((event) => event.id === id);
  // Where the log doesn't hold it any more, its time has to do.
  const compare = (event: ExecEvent) =>
    itself === undefined ? event.time - finding.time : compareEvents(event, itself);
  const { by, is } = sameLogin(finding, all);
  const ofLogin = all.filter((event) => event.id !== id && is(event));
  const about = aboutOf(finding);
  if (itself === undefined && ofLogin.length === 0)
    return { state: 'unread', about, why: 'it holds nothing of this login at that time' };
  const before = ofLogin.filter((event) => compare(event) <= 0);
  const after = ofLogin.filter((event) => compare(event) > 0);
  return {
    state: 'read',
    about,
    by,
    before: shown(before.slice(-MOST_COMMANDS)),
    after: shown(after.slice(0, MOST_COMMANDS)),
    moreBefore: before.length > MOST_COMMANDS,
    moreAfter: after.length > MOST_COMMANDS,
  };
}
