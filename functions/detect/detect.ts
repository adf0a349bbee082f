/**
 * Deliveries in, findings and questions out. Every write can be made twice: a delivery that comes again, whatever had
 * been done of it, ends the same.
 */

import type { CutEventStore } from '../../shared/aws/dynamo-cut-events.ts';
import type { HostFactStore } from '../../shared/aws/dynamo-host-facts.ts';
import { metricLine } from '../../shared/aws/metric-line.ts';
import type { SettleQueue } from '../../shared/aws/settle-queue.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { factKey, type HostFact } from '../../shared/detection/host-facts.ts';
import { judgeRuntimeFinding } from '../../shared/detection/runtime-finding.ts';
import { blindSnapshot } from '../../shared/incident/blind-snapshot.ts';
import { ContentionError } from '../../shared/incident/errors.ts';
import type { IncidentRecorder } from '../../shared/incident/recorder.ts';
import { snapshotOf } from '../../shared/incident/snapshot.ts';
import type { LogEvents } from '../../shared/telemetry/cloudwatch-logs.ts';
import { linesByEvent } from '../../shared/telemetry/cut-event.ts';
import type { Delivery } from '../../shared/telemetry/delivery.ts';
import { parseCoverageChange } from '../../shared/telemetry/guardduty/coverage.ts';
import { parseRuntimeFinding } from '../../shared/telemetry/guardduty/runtime-finding.ts';
import type { JsonObject } from '../../shared/telemetry/json-object.ts';
import type { Origin } from '../../shared/telemetry/origin.ts';
import {
  type FirstPass,
  firstPass,
  hostsToRecall,
  keptLinesOf,
  type ReadDelivery,
  readDelivery,
  withShippedAt,
} from './first-pass.ts';

/** Facts that this function need not write again, and for how long (milliseconds): before they expire. */
const MOST_WRITTEN = 10_000;
const WRITTEN_LASTS = 6 * 3_600_000;
/** Of one host and delivery: whoever makes copies in a loop must not keep us writing. */
const MOST_FACTS = 64;

/** What the function works with. */
export interface DetectSurroundings {
  readonly recorder: Pick<IncidentRecorder, 'record'>;
  readonly cuts: Pick<CutEventStore, 'keep'>;
  readonly facts: HostFactStore;
  readonly settle: SettleQueue;
  readonly region: string;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One warm function. */
export class Detect {
  private readonly written = new BoundedMap<string, number>(MOST_WRITTEN);
  private readonly surroundings: DetectSurroundings;

  constructor(surroundings: DetectSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Takes one delivery. What can't be read is counted and dropped.
   *
   * @throws what a store or queue throws, so that the service delivers it again
   */
  async handle(delivery: Delivery): Promise<void> {
    switch (delivery.type) {
      case 'control':
        return;
      case 'unusable':
        this.report({ UnusablePayloads: 1 }, { reason: delivery.reason });
        return;
      case 'guardduty':
        await this.takeReport(delivery.event);
        return;
      case 'log-events':
        await this.take(delivery);
    }
  }

  /** The host's log, which tells more, is asked first, and by now it may not have come. */
  private async takeReport(event: JsonObject): Promise<void> {
    const change = parseCoverageChange(event);
    const finding = change === null ? parseRuntimeFinding(event['detail']) : null;
    const isOurs = finding !== null && judgeRuntimeFinding(finding).length > 0;
    if (change !== null && !change.isHealthy)
      await this.surroundings.recorder.record([blindSnapshot(change)]);
    if (isOurs) await this.surroundings.settle.report({ guardDuty: event['detail'] });
    const metrics = {
      GuardDutyEvents: 1,
      GuardDutyUnread: change === null && finding === null ? 1 : 0,
      GuardDutyAsked: isOurs ? 1 : 0,
      CoverageLost: change?.isHealthy === false ? 1 : 0,
    };
    this.report(metrics, {
      findingType: finding?.type ?? String(event['detail-type']),
      id: finding?.id ?? '',
    });
  }

  private async take(delivery: LogEvents): Promise<void> {
    const origin = {
      account: delivery.account,
      region: this.surroundings.region,
      logGroup: delivery.logGroup,
      logStream: delivery.logStream,
    };
    const read = readDelivery(delivery);
    const known = new Map<string, readonly HostFact[]>();
    for (const name of hostsToRecall(read.events))
      known.set(name, await this.surroundings.facts.recall({ origin, name }));
    const pass = firstPass(read.events, delivery, known);
    // Facts first: whoever is asked about these executions may need them.
    await this.remember(origin, pass);
    await this.ask(origin, delivery, read, pass);
    await this.record(origin, delivery, pass);
    this.reportPass(origin, read, pass);
  }

  /**
   * In a burst over a fleet, hundreds of instances want to write one incident: those that never get their turn leave
   * it to the few that answer questions, which take many hosts' findings into one write.
   */
  private async record(origin: Origin, delivery: LogEvents, { findings }: FirstPass): Promise<void> {
    try {
      await this.surroundings.recorder.record(findings.map((finding) => snapshotOf(finding, origin)));
    } catch (error) {
      if (!(error instanceof ContentionError)) throw error;
      const events = withShippedAt(
        findings.map(({ event }) => event),
        delivery,
      );
      await this.surroundings.settle.send({ origin, events, cuts: [] });
    }
  }

  private async remember(origin: Origin, { facts }: FirstPass): Promise<void> {
    const now = this.surroundings.now();
    for (const [name, all] of facts) {
      const { account, logGroup, logStream } = origin;
      const keyOf = (fact: HostFact) => JSON.stringify([account, logGroup, logStream, name, factKey(fact)]);
      const isOld = (fact: HostFact) => now - (this.written.get(keyOf(fact)) ?? 0) < WRITTEN_LASTS;
      const fresh = all.filter((fact) => !isOld(fact)).slice(-MOST_FACTS);
      await this.surroundings.facts.remember({ origin, name }, fresh);
      for (const fact of fresh) this.written.set(keyOf(fact), now);
    }
  }

  private async ask(origin: Origin, delivery: LogEvents, { cut }: ReadDelivery, { open }: FirstPass) {
    const records = cut.length === 0 ? null : linesByEvent(keptLinesOf(delivery), cut);
    for (const { id, host, sourceEventId } of cut)
      await this.surroundings.cuts.keep({ origin, host, sourceEventId }, records?.get(id) ?? []);
    if (open.length === 0 && cut.length === 0) return;
    const cuts = withShippedAt(cut, delivery).map(({ event: { host, sourceEventId }, at }) => ({
      host,
      sourceEventId,
      at,
    }));
    await this.surroundings.settle.send({ origin, events: open, cuts });
  }

  private reportPass(origin: Origin, read: ReadDelivery, pass: FirstPass): void {
    const { lines, unused, samples, events, cut, left } = read;
    const metrics = {
      Lines: lines,
      Executions: events.length,
      Findings: pass.findings.length,
      Inspections: pass.inspected,
      Asked: pass.open.length,
      Cut: cut.length,
      CutLeft: left,
      UnknownLines: unused.unknown ?? 0,
      UnreadableLines: unused.unreadable ?? 0,
    };
    this.report(metrics, { ...origin, unused, samples });
  }

  private report(metrics: Record<string, number>, details: Record<string, unknown>): void {
    this.surroundings.log(metricLine({ metrics, details }, this.surroundings.now()));
  }
}
