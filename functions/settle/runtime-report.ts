/**
 * What GuardDuty reports of a process that a loader runs: the host's own log tells what GuardDuty can't, so it is asked
 * first. Found there it is the same finding as the log's, in the same incident, with what GuardDuty says beside it;
 * else GuardDuty's word is all there is.
 */
import type { HostLog } from '../../shared/aws/host-log.ts';
import type { LogStreams } from '../../shared/aws/log-streams.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { judgeInContext } from '../../shared/detection/in-context.ts';
import { judgeRuntimeFinding } from '../../shared/detection/runtime-finding.ts';
import { type FindingSnapshot, type RuntimeReport, snapshotOf } from '../../shared/incident/snapshot.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import {
  parseRuntimeFinding,
  type RuntimeFinding,
} from '../../shared/telemetry/guardduty/runtime-finding.ts';
import type { Origin } from '../../shared/telemetry/origin.ts';

/** Milliseconds of the log around the start of the process: an ldd that explains it stands just before. */
const LOOK_BACK = 5 * 60_000;
const LOOK_AHEAD = 15_000;
/** Milliseconds by which GuardDuty's times, which have whole seconds, may differ from the kernel's. */
const CLOCKS = 2_000;

/** Of one report, the nearest first: each costs a reading of the log. */
const MOST_PROCESSES = 3;
/** Log streams that are read for one of them. */
const MOST_STREAMS = 4;

/** What it works with. */
export interface RuntimeReportSurroundings {
  readonly streams: LogStreams;
  readonly hostLog: HostLog;
}

function originOf({ account, region, resource }: RuntimeFinding): Origin {
  const { instanceId, container } = resource;
  const place = instanceId ?? container?.task ?? container?.pod ?? container?.id ?? 'unknown';
  return { account, region, logGroup: 'guardduty', logStream: place };
}

/** Is the execution in the log that of the process which GuardDuty names? */
function isSame({ pid, exe, time }: ExecEvent, named: ExecEvent): boolean {
  return pid === named.pid && exe?.path === named.exe?.path && Math.abs(time - named.time) <= CLOCKS;
}

async function inLog(
  { event: named }: Finding,
  instanceId: string,
  { account, region }: Origin,
  { streams, hostLog }: RuntimeReportSurroundings,
  report: RuntimeReport,
): Promise<FindingSnapshot[]> {
  if (named.pid === null) return [];
  for (const stream of (await streams.of(instanceId)).slice(0, MOST_STREAMS)) {
    const origin = { account, region, ...stream };
    const excerpt = await hostLog.between(origin, named.time - LOOK_BACK, named.time + LOOK_AHEAD);
    if (!excerpt.readable) continue;
    const { events, findings } = judgeInContext(excerpt.lines, new Map());
    const same = [...events.values()].find((event) => isSame(event, named));
    const found = same === undefined ? [] : (findings.get(same.id) ?? []);
    if (found.length > 0) return found.map((finding) => snapshotOf(finding, origin, report));
  }
  return [];
}

/**
 * @param detail - of GuardDuty's event
 * @returns what has to be recorded; empty where it is about nothing of ours
 * @throws what the log throws, so that it is asked again
 */
export async function findingsOfReport(
  detail: unknown,
  surroundings: RuntimeReportSurroundings,
): Promise<FindingSnapshot[]> {
  const finding = parseRuntimeFinding(detail);
  if (finding === null) return [];
  const { id, type, severity, count, isSample, resource } = finding;
  const report = { id, type, severity, count, isSample };
  const origin = originOf(finding);
  const snapshots: FindingSnapshot[] = [];
  for (const own of judgeRuntimeFinding(finding).slice(0, MOST_PROCESSES)) {
    const told =
      resource.instanceId === null || isSample
        ? []
        : await inLog(own, resource.instanceId, origin, surroundings, report);
    snapshots.push(...(told.length > 0 ? told : [snapshotOf(own, origin, report)]));
  }
  return snapshots;
}
