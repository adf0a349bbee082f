/**
 * Golden cases of a format: NAME/cases/CASE.log is what came, a record a line, NAME/cases/CASE.json is what it must be
 * read as. A case lists only what differs from the format's ordinary execution: that is what it is about.
 */
import { readdirSync, readFileSync } from 'node:fs';
import {
  type ExecEvent,
  type ExecFailure,
  execEventId,
  type TelemetryEvent,
} from '../../../shared/telemetry/exec-event.ts';
import { TelemetryReader, type UnusedLine } from '../../../shared/telemetry/reader.ts';

/** One part of an event, or only what differs in it. */
type Difference = Partial<Omit<ExecEvent, 'type' | 'user' | 'background' | 'id'>> & {
  readonly type?: TelemetryEvent['type'];
  readonly name?: string;
  readonly id?: string;
  readonly user?: Partial<ExecEvent['user']>;
  readonly background?: Partial<ExecEvent['background']>;
};

interface Expectation {
  /** What the case is about, as a sentence. */
  readonly shows: string;
  readonly events: readonly Difference[];
  /** Why a line was not used, by line number; lines that aren't listed are used. */
  readonly unused?: Readonly<Record<string, UnusedLine>>;
}

/** A case, complete. */
export interface GoldenCase {
  readonly name: string;
  readonly shows: string;
  readonly lines: readonly string[];
  readonly events: readonly TelemetryEvent[];
  readonly unused: Readonly<Record<string, UnusedLine>>;
}

function expectedFailure(ordinary: ExecEvent, difference: Difference): ExecFailure {
  const { time, sequence, host, pid, ppid, cwd, user } = { ...ordinary, ...difference };
  const name = difference.name ?? '';
  return {
    type: 'exec-failure',
    time,
    sequence,
    host,
    pid: pid ?? 0,
    ppid,
    name,
    cwd,
    user: { ...ordinary.user, ...user },
  };
}

function expected(ordinary: ExecEvent, difference: Difference): TelemetryEvent {
  if (difference.type === 'exec-failure') return expectedFailure(ordinary, difference);
  const { host = ordinary.host, sourceEventId = ordinary.sourceEventId } = difference;
  // Where the id is more than the source's own it is said, without the host.
  const id = difference.id ?? (difference.sourceEventId === undefined ? ordinary.id : sourceEventId);
  return {
    ...ordinary,
    ...difference,
    type: 'exec',
    id: execEventId(host, id),
    user: { ...ordinary.user, ...difference.user },
    background: { ...ordinary.background, ...difference.background },
  };
}

/** Reads all cases of a format. */
export function goldenCases(format: string, ordinary: ExecEvent): GoldenCase[] {
  const folder = new URL(`${format}/cases/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return names.map((file) => {
    const name = file.slice(0, -'.log'.length);
    const lines = readFileSync(new URL(file, folder), 'utf8').replace(/\n$/, '').split('\n');
    const text = readFileSync(new URL(`${name}.json`, folder), 'utf8');
    const { shows, events, unused = {} } = JSON.parse(text) as Expectation;
    return { name, shows, lines, events: events.map((event) => expected(ordinary, event)), unused };
  });
}

/** What the reader makes of lines; the source is called `log`, positions are line numbers. */
export function readLines(lines: readonly string[]): Pick<GoldenCase, 'events' | 'unused'> {
  const events: TelemetryEvent[] = [];
  const unused: Record<string, UnusedLine> = {};
  const reader = new TelemetryReader((event) => events.push(event));
  for (const [index, line] of lines.entries()) {
    const reason = reader.push(line, 'log', index + 1);
    if (reason !== null) unused[index + 1] = reason;
  }
  reader.flush();
  return { events, unused };
}
