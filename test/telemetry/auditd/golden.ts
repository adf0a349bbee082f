/** Golden cases: cases/NAME.log is what came, cases/NAME.json is what it must be read as. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  type ExecEvent,
  type ExecFailure,
  type FileIdentity,
  NO_BACKGROUND,
  type TelemetryEvent,
} from '../../../shared/telemetry/exec-event.ts';
import { TelemetryReader, type UnusedLine } from '../../../shared/telemetry/reader.ts';

/** The execution that nearly every case is a variant of. */
const ORDINARY: Omit<ExecEvent, 'id'> = {
  type: 'exec',
  sourceEventId: '1771085986.953:31',
  format: 'auditd',
  time: 1771085986953,
  sequence: 31,
  host: '',
  pid: 1000,
  ppid: 900,
  exe: { path: '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', deleted: false, memfd: false },
  argv: ['/lib64/ld-linux-x86-64.so.2', './hello'],
  argvFidelity: 'exact',
  cwd: '/home/user',
  user: { uid: 1000, euid: 1000, auid: 1000, session: 3, tty: 'pts0', name: null },
  files: [
    {
      name: '/lib64/ld-linux-x86-64.so.2',
      identity: 'fe:00:338944' as FileIdentity,
      mode: 0o100755,
      ownerUid: 0,
    },
  ],
  fileCount: 1,
  missing: [],
  background: NO_BACKGROUND,
  pointer: { source: 'audit.log', position: 1 },
};

/** The attempt that the failing cases are variants of. */
const ORDINARY_FAILURE: ExecFailure = {
  type: 'exec-failure',
  time: ORDINARY.time,
  sequence: ORDINARY.sequence,
  host: '',
  pid: 1000,
  ppid: 900,
  name: './hello',
  cwd: '/home/user',
  user: ORDINARY.user,
};

/** A case's expectation lists only what differs from the ordinary execution: that is what the case is about. */
type Difference = Partial<Omit<ExecEvent, 'type' | 'user'>> & {
  readonly type?: 'exec' | 'exec-failure';
  readonly user?: Partial<ExecEvent['user']>;
};

interface GoldenCase {
  readonly name: string;
  readonly shows: string;
  readonly lines: readonly string[];
  readonly events: readonly TelemetryEvent[];
  /** Why a line was not used, by line number; lines that aren't listed are used. */
  readonly unused: Readonly<Record<string, UnusedLine>>;
}

interface Expectation extends Pick<GoldenCase, 'shows'> {
  readonly events: readonly Difference[];
  readonly unused?: GoldenCase['unused'];
}

function expected(difference: Difference): TelemetryEvent {
  const user = { ...ORDINARY.user, ...difference.user };
  if (difference.type === 'exec-failure') return { ...ORDINARY_FAILURE, ...difference, user } as ExecFailure;
  const event = { ...ORDINARY, ...difference, user };
  return {
    ...event,
    id: event.host === '' ? event.sourceEventId : `${event.host}|${event.sourceEventId}`,
  } as ExecEvent;
}

const FOLDER = new URL('cases/', import.meta.url);

/** Reads all cases of the folder. */
export function goldenCases(): GoldenCase[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.log'));
  return names.map((file) => {
    const name = file.slice(0, -'.log'.length);
    const lines = readFileSync(new URL(file, FOLDER), 'utf8').replace(/\n$/, '').split('\n');
    const text = readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
    const { shows, events, unused = {} } = JSON.parse(text) as Expectation;
    return { name, shows, lines, events: events.map(expected), unused };
  });
}

/** What the reader makes of lines. */
export function correlate(lines: readonly string[]): Pick<GoldenCase, 'events' | 'unused'> {
  const events: TelemetryEvent[] = [];
  const unused: Record<string, UnusedLine> = {};
  const reader = new TelemetryReader((event) => events.push(event));
  for (const [index, line] of lines.entries()) {
    const reason = reader.push(line, 'audit.log', index + 1);
    if (reason !== null) unused[index + 1] = reason;
  }
  reader.flush();
  return { events, unused };
}
