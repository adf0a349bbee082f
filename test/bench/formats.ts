/** What reading and judging a format costs, measured by JSON.parse of the same bytes. */
import { Detector } from '../../shared/detection/detector.ts';
import { EventOrder } from '../../shared/telemetry/event-order.ts';
import {
  type Ancestor,
  type Container,
  type ExecEvent,
  execEventId,
} from '../../shared/telemetry/exec-event.ts';
import { TelemetryReader } from '../../shared/telemetry/reader.ts';
import type { Render } from '../telemetry/formats/renderers.ts';
import { median } from './median.ts';

/** Rounds before anything is counted: a function's first payloads are compiled code's first, too. */
const WARM_UP = 3;
/** Milliseconds by which a round is later than the one before, so that no execution is told twice. */
const LATER = 24 * 3_600_000;

/** The whole executions of a recording, as auditd tells them. */
export function executionsIn(lines: readonly string[]): ExecEvent[] {
  const executions: ExecEvent[] = [];
  const reader = new TelemetryReader((event) => {
    if (event.type === 'exec' && event.missing.length === 0) executions.push(event);
  });
  for (const [index, line] of lines.entries()) reader.push(line, 'audit.log', index + 1);
  reader.flush();
  return executions;
}

const CONTAINER: Container = {
  id: '7d1f0c2b9a4e7d1f0c2b9a4e7d1f0c2b9a4e7d1f0c2b9a4e7d1f0c2b9a4e7d1f',
  name: 'runner',
  image: 'registry.example.com/build/runner:1.42.0',
  pod: 'runner-6f7c9d5b8-x2v4q',
  namespace: 'build',
  cluster: null,
  task: null,
};
/** Levels of parents: as many as agents tell, or fewer where the recording knows no more. */
const LEVELS = 5;

/** The same with what agents add that see more than auditd: parents, as far as the recording has them, and a container. */
export function withSurroundings(executions: readonly ExecEvent[]): ExecEvent[] {
  const latest = new Map<number, ExecEvent>();
  return executions.map((event) => {
    const ancestors: Ancestor[] = [];
    let parent = event.ppid === null ? undefined : latest.get(event.ppid);
    while (parent !== undefined && ancestors.length < LEVELS) {
      ancestors.push({
        pid: parent.pid,
        exe: parent.exe?.path ?? null,
        commandLine: parent.argv.slice(0, 8).join(' '),
      });
      parent = parent.ppid === null ? undefined : latest.get(parent.ppid);
    }
    if (event.pid !== null) latest.set(event.pid, event);
    return { ...event, background: { ...event.background, container: CONTAINER, ancestors } };
  });
}

function later(event: ExecEvent, round: number): ExecEvent {
  const time = event.time + round * LATER;
  const sourceEventId = `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}:${event.sequence}`;
  return { ...event, time, sourceEventId, id: execEventId(event.host, sourceEventId) };
}

/** The same record as JSON, for a format that isn't. */
function asJson(line: string): string {
  if (line.startsWith('{')) return line;
  const [head = ''] = line.split('<EventData>');
  const elements = [...head.matchAll(/<(\w+)>([^<]+)<\/\1>/g)].map(([, name, value]) => [name, value]);
  const attributes = [...head.matchAll(/ (\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const data = [...line.matchAll(/<Data Name="(\w+)">([^<]*)<\/Data>/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  return JSON.stringify({
    System: Object.fromEntries([...elements, ...attributes]),
    EventData: Object.fromEntries(data),
  });
}

/** Milliseconds of this thread: what others do on the machine at the same time is not counted. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function parseOnly(lines: readonly string[]): number {
  const start = threadTime();
  let objects = 0;
  for (const line of lines) if (JSON.parse(line) !== null) objects++;
  if (objects === 0) throw new Error('there is nothing to parse');
  return threadTime() - start;
}

/** Reading and judging, one delivery after the other through the same memory. */
class Pipeline {
  executions = 0;
  private readonly detector = new Detector();
  private readonly order = new EventOrder((event) => {
    if (event.type === 'exec') this.executions++;
    this.detector.judge(event);
  });
  private readonly reader = new TelemetryReader((event) => this.order.push(event));

  everything(lines: readonly string[]): number {
    const start = threadTime();
    for (const [index, line] of lines.entries()) {
      this.reader.push(line, 'log', index);
      if (index % 1000 === 999) this.order.flush();
    }
    this.order.flush();
    return threadTime() - start;
  }
}

/** What was measured of one format, for one round of the recording. */
export interface FormatCost {
  readonly executions: number;
  readonly bytes: number;
  readonly parseMs: number;
  readonly wholeMs: number;
  /** Median of whole / parse, pair by pair. */
  readonly ratio: number;
}

/** @param happened - the executions of a recording, which go on for `rounds` rounds */
export function measureFormat(render: Render, happened: readonly ExecEvent[], rounds: number): FormatCost {
  const pipeline = new Pipeline();
  const pairs: { parseMs: number; wholeMs: number }[] = [];
  const recordings = Array.from({ length: WARM_UP + rounds }, (_, round) =>
    happened.map((event) => render(later(event, round))),
  );
  const compared = recordings.map((lines) => lines.map(asJson));
  for (const [round, lines] of recordings.entries()) {
    const parseMs = parseOnly(compared[round] ?? []);
    const wholeMs = pipeline.everything(lines);
    if (round >= WARM_UP) pairs.push({ parseMs, wholeMs });
  }
  return {
    executions: Math.round(pipeline.executions / (WARM_UP + rounds)),
    bytes: (recordings[0] ?? []).reduce((sum, line) => sum + Buffer.byteLength(line), 0),
    parseMs: median(pairs.map((pair) => pair.parseMs)),
    wholeMs: median(pairs.map((pair) => pair.wholeMs)),
    ratio: median(pairs.map((pair) => pair.wholeMs / pair.parseMs)),
  };
}
