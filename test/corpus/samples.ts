/** Telemetry that others recorded, where it lies beside the checkout, and what shippers may put around its lines. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { SourceFormat } from '../../shared/telemetry/exec-event.ts';

const SAMPLES = new URL('../../../shared/samples/', import.meta.url);

/** Folders of samples, with the formats of the executions in them and how many lines may be of no known format. */
export const FOLDERS: readonly {
  readonly folder: string;
  readonly formats: readonly SourceFormat[];
  /** Why some lines are not known, null where all are. */
  readonly unknown: string | null;
}[] = [
  { folder: 'auditd', formats: ['auditd'], unknown: 'files of tests have lines between the records' },
  { folder: 'auditd_json', formats: ['auditd'], unknown: 'records of AUOMS are its own' },
  { folder: 'ecs_auditd', formats: ['ecs'], unknown: null },
  { folder: 'tracee', formats: ['tracee'], unknown: null },
  { folder: 'sysmon_linux', formats: ['sysmon'], unknown: null },
  { folder: 'tetragon', formats: ['tetragon'], unknown: null },
  { folder: 'osquery', formats: ['osquery'], unknown: 'some files are configurations and schemas' },
  { folder: 'ocsf', formats: ['ocsf'], unknown: null },
  { folder: 'cloudwatch_subscription', formats: [], unknown: 'deliveries of other services, as files' },
];

/** One file of samples. */
export interface SampleFile {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The records in a file that is one value of JSON on many lines: shippers write each on one. */
function recordsIn(value: unknown): string[] {
  const records: unknown[] = Array.isArray(value) ? value : [value];
  return records.map((record) => JSON.stringify(record));
}

function linesOf(text: string): string[] {
  try {
    return recordsIn(JSON.parse(text));
  } catch {
    return text.split('\n').filter((line) => line.trim() !== '');
  }
}

/** All files of a folder; none where it isn't there. */
export function filesIn(folder: string): SampleFile[] {
  const url = new URL(`${folder}/`, SAMPLES);
  if (!existsSync(url)) return [];
  return readdirSync(url).map((name) => ({
    name,
    lines: linesOf(readFileSync(new URL(name, url), 'utf8')),
  }));
}

/** What shippers make of a line. */
export const ENVELOPES: Readonly<Record<string, (line: string) => string>> = {
  'Fluent Bit, log': (line) =>
    JSON.stringify({
      log: `${line}\n`,
      stream: 'stdout',
      kubernetes: { pod_name: 'x', namespace_name: 'y' },
    }),
  'Fluent Bit, message': (line) => JSON.stringify({ message: line, az: 'eu-central-1a' }),
  'Fluent Bit, log_processed': (line) =>
    line.startsWith('{')
      ? `{"log":${JSON.stringify(line)},"log_processed":${line},"time":"2026-11-24T10:00:00Z"}`
      : JSON.stringify({ log: line }),
  FireLens: (line) =>
    JSON.stringify({
      container_id: 'f1',
      container_name: 'agent',
      ecs_cluster: 'prod',
      ecs_task_arn: 'arn:aws:ecs:eu-central-1:111122223333:task/prod/f1',
      log: line,
      source: 'stdout',
    }),
  'nested twice': (line) => JSON.stringify({ log: JSON.stringify({ message: line }) }),
  journald: (line) =>
    JSON.stringify({
      MESSAGE: line,
      _HOSTNAME: 'host-1',
      _PID: '1',
      SYSLOG_IDENTIFIER: 'agent',
      __REALTIME_TIMESTAMP: '1771085986953221',
    }),
  'container runtime': (line) => `2026-11-24T10:00:00.000000000Z stdout F ${line}`,
};
