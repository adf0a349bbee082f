/**
 * Finds what the same login did just before and after an incident's gravest execution, some time after the alert so that
 * there is an after, and writes it into the incident: a generation of its own, which is told like any other, to those
 * who want to hear of it. Nothing waits for it, and a miss is told once and then over.
 */
import type { AlertOutput } from '../../shared/aws/alert-queue.ts';
import type { HostLog } from '../../shared/aws/host-log.ts';
import { metricLine } from '../../shared/aws/metric-line.ts';
import { executionsIn } from '../../shared/detection/in-context.ts';
import { ContentionError } from '../../shared/incident/errors.ts';
import type { Incident, IncidentId } from '../../shared/incident/incident.ts';
import type { IncidentStore } from '../../shared/incident/incident-store.ts';
import type { FindingSnapshot } from '../../shared/incident/snapshot.ts';
import { loginHistoryAround } from '../../shared/login/around.ts';
import { aboutOf, isAbout, type LoginHistory } from '../../shared/login/login-history.ts';

/** Milliseconds of the log that are read before and after, as far as judging looks back. */
const LOOK_BACK = 5 * 60_000;
const LOOK_AHEAD = 60_000;
/** By which the shipper's clock, that the log goes by, may be behind or ahead of the record's. */
const CLOCKS = 15_000;
/** Tries where others write the same incident: each has to read again what they wrote. */
const MOST_TRIES = 5;

/** What the function works with. */
export interface LoginHistorySurroundings {
  readonly incidents: IncidentStore;
  readonly hostLog: HostLog;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Is there still somebody to be told, of something that is not known yet? */
function wants({ generation, suppressedBy, loginHistory, gravest }: Incident): boolean {
  const isKnown = loginHistory !== null && isAbout(loginHistory, gravest);
  // What GuardDuty alone tells stands in no log of a host.
  return generation > 0 && suppressedBy === null && !isKnown && gravest.format !== 'guardduty';
}

async function readAround(finding: FindingSnapshot, hostLog: HostLog): Promise<LoginHistory> {
  const { origin, time } = finding;
  // Twice, so that neither a busy hour before it nor a flood after it takes the room of what is nearest.
  const excerpts = [
    await hostLog.between(origin, time - LOOK_BACK, time + CLOCKS),
    await hostLog.between(origin, time - CLOCKS, time + LOOK_AHEAD + CLOCKS, 'earliest'),
  ];
  const unread = excerpts.find((excerpt) => !excerpt.readable);
  if (unread !== undefined) return { state: 'unread', about: aboutOf(finding), why: unread.why };
  const events = excerpts.flatMap((excerpt) => (excerpt.readable ? executionsIn(excerpt.lines) : []));
  return loginHistoryAround(finding, events);
}

/** Login histories as something that alerts are handed on to. */
export function tellLoginHistory({ incidents, hostLog, log, now }: LoginHistorySurroundings): AlertOutput {
  const report = (history: LoginHistory, incident: IncidentId) => {
    const unread = history.state === 'unread' ? { unread: history.why } : {};
    const metrics = { LoginHistories: 1, Unread: history.state === 'unread' ? 1 : 0 };
    log(metricLine({ metrics, details: { incident, ...unread } }, now()));
  };
  return {
    name: 'LoginHistory',
    deliver: async ({ incident: { id } }) => {
      let history: LoginHistory | null = null;
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        // As it is now: the alert may be an hour old.
        const before = await incidents.load(id);
        if (before === null || !wants(before.record.incident)) return;
        const { incident } = before.record;
        if (history === null || !isAbout(history, incident.gravest))
          history = await readAround(incident.gravest, hostLog);
        const generation = incident.generation + 1;
        const next: Incident = { ...incident, generation, news: [{ what: 'login' }], loginHistory: history };
        if (await incidents.save({ ...before.record, incident: next }, before.version, true)) {
          report(history, id);
          return;
        }
      }
      throw new ContentionError(`incident ${id} was written by others at each of ${MOST_TRIES} tries`);
    },
  };
}
