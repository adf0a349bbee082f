/** Logs to play with: scenes of the recording, and executions made to order, as records of a log stream. */
import type { LogEvent, LogEvents } from '../../shared/telemetry/cloudwatch-logs.ts';
import type { Origin } from '../../shared/telemetry/origin.ts';
import { readLines, timelineOf } from '../corpus/recordings.ts';
import { deliveriesOf, logEventsOf, ORIGIN } from '../faults/recording.ts';
import { type Exec, render } from '../telemetry/auditd/render.ts';

export const SCENE_ORIGIN: Origin = ORIGIN;
/** Milliseconds since 1970 of the executions that are made to order. */
export const SCENE_TIME = 1_795_400_000_000;
export const LOADER_FILE = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
export const LOADER_NAME = '/lib64/ld-linux-x86-64.so.2';

const recording = readLines('recorded');
const timeline = timelineOf(recording);

/** Lines of scenarios of the recording. */
export function scene(...scenarios: readonly string[]): string[] {
  return recording.filter((line) => {
    const id = /audit\(([^)]*)\)/.exec(line)?.[1];
    return id !== undefined && scenarios.includes(timeline.of(id) ?? '');
  });
}

/** One execution; `files` are what the kernel opened. */
export interface Made {
  readonly argv: readonly string[];
  readonly exe: string;
  readonly files: readonly string[];
  readonly cwd?: string;
  readonly after?: number;
  readonly serial?: number;
  readonly pid?: number;
  readonly node?: string;
}

/** Its records, `after` milliseconds from SCENE_TIME. */
export function records({ argv, exe, files, cwd = '/tmp', after = 0, ...more }: Made): string[] {
  const exec: Exec = {
    node: more.node ?? '',
    time: SCENE_TIME + after,
    serial: more.serial ?? 100 + after,
    pid: more.pid ?? 7_000,
    exe: Buffer.from(exe),
    argv: argv.map((word) => Buffer.from(word)),
    cwd: Buffer.from(cwd),
    files: files.map((name) => Buffer.from(name)),
  };
  return render(exec);
}

/** `ld.so /tmp/payload hello`: certain by itself. */
export function attack(more: Partial<Made> = {}): string[] {
  return records({
    argv: [LOADER_NAME, '/tmp/payload', 'hello'],
    exe: LOADER_FILE,
    files: [LOADER_NAME],
    ...more,
  });
}

/** `ld.so /bin/ls`: the last step of an ldd looks the same. */
export function likeLdd(more: Partial<Made> = {}): string[] {
  return attack({ argv: [LOADER_NAME, '/bin/ls'], ...more });
}

/** `cp ld.so /tmp/helper` */
export function copying(more: Partial<Made> = {}): string[] {
  const argv = ['cp', LOADER_NAME, '/tmp/helper'];
  return records({ argv, exe: '/usr/bin/cp', files: ['/usr/bin/cp', LOADER_NAME], ...more });
}

/** `/tmp/helper WORD…`: a file without a linker of its own. */
export function helper(words: readonly string[], more: Partial<Made> = {}): string[] {
  return records({ argv: ['/tmp/helper', ...words], exe: '/tmp/helper', files: ['/tmp/helper'], ...more });
}

/** An ordinary program. */
export function ordinary(more: Partial<Made> = {}): string[] {
  const argv = ['/usr/bin/true', 'x'];
  return records({ argv, exe: '/usr/bin/true', files: ['/usr/bin/true', LOADER_NAME], ...more });
}

/** Lines as one delivery; `first` numbers its log events. */
export function delivery(lines: readonly string[], first = 0): LogEvents {
  const [only] = deliveriesOf(logEventsOf(lines, first), []);
  if (only === undefined) throw new Error('a delivery has at least one line');
  return only;
}

/** Lines as two deliveries, cut before line `at`. */
export function cutAt(lines: readonly string[], at: number): [LogEvents, LogEvents] {
  return [delivery(lines.slice(0, at)), delivery(lines.slice(at), at)];
}

/** The id of a log event that a scene numbers so. */
export function logEventId(index: number): LogEvent['id'] {
  return String(index).padStart(56, '0');
}
