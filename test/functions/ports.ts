/** The functions' own ports, kept in memory; each call can be made to fail. */
import type { CutEventState, CutEventStore } from '../../shared/aws/dynamo-cut-events.ts';
import type { HostFactStore, HostKey } from '../../shared/aws/dynamo-host-facts.ts';
import type { HostLog, LogExcerpt } from '../../shared/aws/host-log.ts';
import type { LogStreamName, LogStreams } from '../../shared/aws/log-streams.ts';
import type { SettleQueue } from '../../shared/aws/settle-queue.ts';
import { factKey, type HostFact } from '../../shared/detection/host-facts.ts';
import { type SettleRequest, settleMessages } from '../../shared/detection/settle-request.ts';
import { ContentionError } from '../../shared/incident/errors.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { FindingSnapshot } from '../../shared/incident/snapshot.ts';
import type { CutEventKey, KeptLine } from '../../shared/telemetry/cut-event.ts';

/** Bytes, as SQS takes them everywhere. */
const LARGEST_MESSAGE = 256 * 1024;

/** A call to one of the ports. */
export type PortCall = 'record' | 'keep' | 'load' | 'decide' | 'remember' | 'recall' | 'send' | 'between';

/** Stands in for the table, the queue and the log. */
export class MemoryPorts {
  readonly recorded: FindingSnapshot[] = [];
  readonly kept = new Map<string, CutEventState>();
  readonly asked: SettleRequest[] = [];
  /** Events of GuardDuty that were asked about. */
  readonly reports: unknown[] = [];
  /** Log streams of any instance. */
  streamNames: LogStreamName[] = [];
  readonly logged: Record<string, unknown>[] = [];
  /** Facts that were written, each time that they were. */
  readonly written: HostFact[] = [];
  /** Time ranges of the log that were read. */
  readonly read: { readonly from: number; readonly to: number }[] = [];
  /** What the log holds around anything. */
  excerpt: LogExcerpt = { readable: true, lines: [] };
  /** Others always write an incident first. */
  contended = false;
  /** Calls that fail. */
  readonly down = new Set<PortCall>();
  /** Calls in their order. */
  readonly calls: PortCall[] = [];
  private readonly facts = new Map<string, Map<string, HostFact>>();

  readonly log = (line: string): void => void this.logged.push(JSON.parse(line) as Record<string, unknown>);

  readonly recorder = {
    record: async (findings: readonly FindingSnapshot[]): Promise<Incident[]> => {
      this.call('record');
      if (this.contended) throw new ContentionError('others were always first');
      this.recorded.push(...findings);
      return [];
    },
  };

  readonly cuts: CutEventStore = {
    keep: async (key, lines) => {
      this.call('keep');
      const before = this.stateOf(key);
      if (before?.state === 'decided') return;
      const all = new Map([...(before?.lines ?? []), ...lines].map((line) => [JSON.stringify(line), line]));
      const lineSet = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      if (all.size > 0) this.kept.set(JSON.stringify(key), { state: 'open', lines: lineSet });
    },
    load: async (key) => {
      this.call('load');
      return this.stateOf(key);
    },
    decide: async (key, leaveMark) => {
      this.call('decide');
      if (leaveMark) this.kept.set(JSON.stringify(key), { state: 'decided' });
      else this.kept.delete(JSON.stringify(key));
    },
  };

  readonly hostFacts: HostFactStore = {
    remember: async (host, facts) => {
      this.call('remember');
      this.written.push(...facts);
      const known = this.factsOf(host);
      for (const fact of facts) if (!known.has(factKey(fact))) known.set(factKey(fact), fact);
    },
    recall: async (host) => {
      this.call('recall');
      return [...this.factsOf(host).values()];
    },
  };

  readonly queue: SettleQueue = {
    send: async (request) => {
      this.call('send');
      for (const body of settleMessages(request))
        if (Buffer.byteLength(body) > LARGEST_MESSAGE) throw new Error('the message is too long');
      this.asked.push(request);
    },
    report: async ({ guardDuty }) => {
      this.call('send');
      this.reports.push(guardDuty);
    },
  };

  readonly streams: LogStreams = { of: async () => this.streamNames };

  readonly hostLog: HostLog = {
    between: async (_, from, to) => {
      this.call('between');
      this.read.push({ from, to });
      return this.excerpt;
    },
  };

  /** What is kept of a cut execution. */
  stateOf(key: CutEventKey): CutEventState | null {
    return this.kept.get(JSON.stringify(key)) ?? null;
  }

  /** Lines that are kept of any cut execution. */
  get keptLines(): KeptLine[] {
    return [...this.kept.values()].flatMap((state) => (state.state === 'open' ? state.lines : []));
  }

  private factsOf({ origin, name }: HostKey): Map<string, HostFact> {
    const key = JSON.stringify([origin, name]);
    const known = this.facts.get(key) ?? new Map<string, HostFact>();
    this.facts.set(key, known);
    return known;
  }

  private call(call: PortCall): void {
    this.calls.push(call);
    if (this.down.has(call)) throw new Error(`${call} is down`);
  }
}
