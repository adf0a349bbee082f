/** The process and the files of an incident's gravest execution, in the lengths that Security Hub takes. */
import type { FilePaths, ProcessDetails, Threat } from '@aws-sdk/client-securityhub';
import type { NamedFile } from '../detection/finding.ts';
import type { Incident } from '../incident/incident.ts';
import { baseName } from '../telemetry/host-path.ts';
import { isoTime } from './asff-time.ts';
import { shownIn } from './fitting.ts';
import { ANALYTIC } from './ocsf-catalogue.ts';

/** API reference: "ProcessDetails", "Threat", "FilePaths"; numbers are 32 bits. */
const LONGEST_PROCESS_NAME = 64;
const LONGEST_PROCESS_PATH = 512;
const LONGEST_FILE_TEXT = 128;
const MOST_FILES = 5;
const LARGEST_NUMBER = 2_147_483_647;

function small(value: number | null): number | undefined {
  return value !== null && value <= LARGEST_NUMBER ? value : undefined;
}

/** What was executed is the loader; the program that it ran is among the files of the threat. */
export function asffProcess({ gravest }: Incident): ProcessDetails {
  const { process, kind, loader, time } = gravest;
  const path = process.exe ?? (kind === 'execute' ? loader.path : null);
  return {
    Name: path === null ? undefined : shownIn(LONGEST_PROCESS_NAME, baseName(path) || path),
    Path: shownIn(LONGEST_PROCESS_PATH, path),
    Pid: small(process.pid),
    ParentPid: small(process.ppid),
    LaunchedAt: isoTime(time),
  };
}

/** The end of a path says more than its beginning. */
function pathText(path: string): string | undefined {
  const shown = shownIn(LONGEST_PROCESS_PATH, path);
  if (shown === undefined || shown.length <= LONGEST_FILE_TEXT) return shown;
  return `…${shown.slice(-(LONGEST_FILE_TEXT - 1)).replace(/^[\udc00-\udfff]/, '')}`;
}

function fileOf({ path, given }: NamedFile, resource: string | undefined): FilePaths | null {
  const text = path ?? given;
  const FilePath = pathText(text);
  if (FilePath === undefined) return null;
  return {
    FilePath,
    FileName: shownIn(LONGEST_FILE_TEXT, baseName(text)),
    // An id that was cut would name nothing.
    ResourceId: resource !== undefined && resource.length <= LONGEST_FILE_TEXT ? resource : undefined,
  };
}

/** @param resource - id of the resource where the gravest execution was */
export function asffThreat({ gravest, count }: Incident, resource: string | undefined): Threat {
  const { program, injected, severity } = gravest;
  const named = program === null ? injected : [program, ...injected];
  const files = named.map((file) => fileOf(file, resource)).filter((file) => file !== null);
  return {
    Name: ANALYTIC.name,
    Severity: severity,
    ItemCount: Math.min(count, LARGEST_NUMBER),
    // Not an empty list: there has to be one at least.
    FilePaths: files.length === 0 ? undefined : files.slice(0, MOST_FILES),
  };
}
