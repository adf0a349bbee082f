/**
 * A finding of GuardDuty's Runtime Monitoring, as EventBridge delivers it and as the SDK spells it (GetFindings writes
 * every name with a capital). Its texts are the host's own, and so an attacker's (AWS: "GuardDuty Runtime Monitoring").
 */
import type { Container } from '../exec-event.ts';
import { integerAt, isObject, type JsonObject, listAt, objectAt, textAt } from '../json-object.ts';
import { instantAt, type RuntimeProcess, runtimeProcess } from './runtime-process.ts';

/** Where it happened, as GuardDuty knows it and not as the host says. */
export interface RuntimeResource {
  readonly instanceId: string | null;
  readonly container: Container | null;
}

/** What GuardDuty tells beyond the process; texts are null where it doesn't. */
export interface RuntimeContext {
  readonly ldPreload: string | null;
  readonly commandLineExample: string | null;
  /** Files that it names: scripts, libraries, tools, threats. */
  readonly files: readonly string[];
}

/** One finding; times are milliseconds since 1970 UTC. */
export interface RuntimeFinding {
  /** The same for each repetition. */
  readonly id: string;
  /** `Execution:Runtime/ReverseShell` */
  readonly type: string;
  /** 1 to 10. */
  readonly severity: number | null;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** How often GuardDuty has seen it; grows with each repetition. */
  readonly count: number;
  /** Made by GuardDuty to show what a finding looks like: nothing of it happened. */
  readonly isSample: boolean;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly resource: RuntimeResource;
  readonly process: RuntimeProcess;
  /** The parent first. */
  readonly ancestors: readonly RuntimeProcess[];
  /** Processes that it was done by or done to. */
  readonly others: readonly RuntimeProcess[];
  readonly context: RuntimeContext;
}

/** Deeper than any finding. */
const DEEPEST = 12;
const MOST_PROCESSES = 32;
const FILE_FIELDS = [
  'scriptPath',
  'libraryPath',
  'threatFilePath',
  'filePath',
  'moduleFilePath',
  'socketPath',
  'runcBinaryPath',
  'releaseAgentPath',
  'shellHistoryFilePath',
] as const;

/** The names as EventBridge spells them. */
function inEventSpelling(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => inEventSpelling(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      inEventSpelling(item, depth + 1),
    ]),
  );
}

function containerOf(resource: JsonObject): Container | null {
  const kubernetes = objectAt(objectAt(resource, 'kubernetesDetails'), 'kubernetesWorkloadDetails');
  const task = objectAt(objectAt(resource, 'ecsClusterDetails'), 'taskDetails');
  const [listed] = [...listAt(kubernetes, 'containers'), ...listAt(task, 'containers')].filter(isObject);
  const container = objectAt(resource, 'containerDetails') ?? listed ?? null;
  if (container === null && kubernetes === null && task === null) return null;
  const cluster = objectAt(resource, 'eksClusterDetails') ?? objectAt(resource, 'ecsClusterDetails');
  return {
    id: textAt(container, 'id'),
    name: textAt(container, 'name'),
    image: textAt(container, 'image'),
    pod: textAt(kubernetes, 'name'),
    namespace: textAt(kubernetes, 'namespace'),
    cluster: textAt(cluster, 'name'),
    task: textAt(task, 'arn'),
  };
}

/** `additionalInfo.value` is JSON inside of a text. */
function isSample(detail: JsonObject, service: JsonObject): boolean {
  const info = objectAt(service, 'additionalInfo');
  const inside = textAt(info, 'value') ?? '';
  const title = textAt(detail, 'title') ?? '';
  return info?.['sample'] === true || /"sample"\s*:\s*true/.test(inside) || title.startsWith('[SAMPLE]');
}

function contextOf(details: JsonObject): RuntimeContext {
  const context = objectAt(details, 'context');
  const named = FILE_FIELDS.flatMap((field) => textAt(context, field) ?? []);
  const related = listAt(context, 'relatedFilePaths').filter((path) => typeof path === 'string');
  return {
    ldPreload: textAt(context, 'ldPreloadValue'),
    commandLineExample: textAt(context, 'commandLineExample'),
    files: [...new Set([...named, ...related])],
  };
}

function processesIn(values: readonly unknown[]): RuntimeProcess[] {
  return values.slice(0, MOST_PROCESSES).flatMap((value) => runtimeProcess(value) ?? []);
}

/**
 * @param detail - of the event, or a finding as the SDK gives it
 * @returns null where it is no finding about a process
 */
export function parseRuntimeFinding(detail: unknown): RuntimeFinding | null {
  const finding = inEventSpelling(detail);
  if (!isObject(finding)) return null;
  const service = objectAt(finding, 'service');
  const details = objectAt(service, 'runtimeDetails');
  const process = runtimeProcess(details?.['process']);
  const id = textAt(finding, 'id');
  const account = textAt(finding, 'accountId');
  const region = textAt(finding, 'region');
  if (service === null || details === null || process === null) return null;
  if (id === null || account === null || region === null) return null;
  const resource = objectAt(finding, 'resource') ?? {};
  const context = objectAt(details, 'context');
  const firstSeen =
    instantAt(service, 'eventFirstSeen') ?? instantAt(finding, 'createdAt') ?? process.startTime ?? 0;
  return {
    id,
    type: textAt(finding, 'type') ?? '',
    severity: typeof finding['severity'] === 'number' ? finding['severity'] : null,
    account,
    region,
    count: integerAt(service, 'count') ?? 1,
    isSample: isSample(finding, service),
    firstSeen,
    lastSeen: instantAt(service, 'eventLastSeen') ?? instantAt(finding, 'updatedAt') ?? firstSeen,
    resource: {
      instanceId: textAt(objectAt(resource, 'instanceDetails'), 'instanceId'),
      container: containerOf(resource),
    },
    process,
    ancestors: processesIn(listAt(objectAt(details, 'process'), 'lineage')),
    others: processesIn([context?.['modifyingProcess'], context?.['targetProcess']]),
    context: contextOf(details),
  };
}
