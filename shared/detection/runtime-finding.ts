/**
 * What GuardDuty's runtime findings tell of loaders. GuardDuty has no name for the trick and tells no arguments, but a
 * process whose executable is the run-time linker was run through it; and as GuardDuty saw it act, it was no ldd.
 */
import { familyOfName } from '../loader/registry.ts';
import { type ExecEvent, execEventId } from '../telemetry/exec-event.ts';
import type { RuntimeFinding } from '../telemetry/guardduty/runtime-finding.ts';
import type { RuntimeProcess } from '../telemetry/guardduty/runtime-process.ts';
import type { ExecuteFinding, Finding, Reason } from './finding.ts';
import { judgeInjection } from './inject.ts';
import { quoted } from './quoted.ts';
import { TECHNIQUES } from './techniques.ts';

/** What GuardDuty's process has to do with the finding. */
type Role = 'itself' | 'ancestor' | 'other';

/** A process that a loader runs, as GuardDuty names it. */
interface LoaderProcess {
  readonly process: RuntimeProcess & { readonly path: string };
  readonly role: Role;
}

const MOST_FILES = 4;

function loaderProcess(process: RuntimeProcess, role: Role): LoaderProcess[] {
  const { path } = process;
  return path !== null && familyOfName(path) !== null ? [{ process: { ...process, path }, role }] : [];
}

/** The processes of a finding that a loader runs: as a rule none. */
function loaderProcesses({ process, ancestors, others }: RuntimeFinding): LoaderProcess[] {
  const all = [
    ...loaderProcess(process, 'itself'),
    ...ancestors.flatMap((ancestor) => loaderProcess(ancestor, 'ancestor')),
    ...others.flatMap((other) => loaderProcess(other, 'other')),
  ];
  const byPid = new Map(all.toReversed().map((one) => [`${one.process.pid} ${one.process.path}`, one]));
  return [...byPid.values()].reverse();
}

/** The execution of a process, as far as GuardDuty knows it. */
function executionOf(finding: RuntimeFinding, process: RuntimeProcess): ExecEvent {
  const { id, resource, context, firstSeen, ancestors } = finding;
  const isOwn = process === finding.process;
  const sourceEventId = `${id}/${process.pid ?? process.path ?? ''}`;
  return {
    type: 'exec',
    id: execEventId(resource.instanceId ?? '', sourceEventId),
    sourceEventId,
    format: 'guardduty',
    time: process.startTime ?? firstSeen,
    sequence: 0,
    host: '',
    pid: process.pid,
    ppid: isOwn ? (ancestors[0]?.pid ?? null) : null,
    exe: process.path === null ? null : { path: process.path, deleted: false, memfd: false },
    argv: [],
    argvFidelity: 'none',
    cwd: process.cwd,
    user: {
      uid: process.uid,
      euid: process.euid,
      auid: null,
      session: null,
      tty: null,
      name: process.user,
    },
    files: [],
    fileCount: null,
    missing: [],
    background: {
      container: resource.container,
      ancestors: isOwn ? ancestors.map(({ pid, path: exe }) => ({ pid, exe, commandLine: null })) : [],
      environment:
        isOwn && context.ldPreload !== null
          ? { variables: { LD_PRELOAD: context.ldPreload }, readAt: 'later' }
          : null,
      sha256: process.sha256,
    },
    pointer: { source: 'guardduty', position: id },
  };
}

/** What GuardDuty says, as a sentence that stands beside whatever else is known. */
function reportOf({ type, severity, count, isSample }: RuntimeFinding): Reason {
  const often = count > 1 ? `, ${count} times` : '';
  const grave = severity === null ? '' : `, severity ${severity} of 10`;
  const sample = isSample ? ' (a sample: nothing of it happened)' : '';
  return { id: 'guardduty', text: `GuardDuty reports ${quoted(type)}${grave}${often}${sample}` };
}

const WHO: Readonly<Record<Role, string>> = {
  itself: 'the process that it is about',
  ancestor: 'an ancestor of the process that it is about',
  other: 'another process that it names',
};

function reasonsOf(finding: RuntimeFinding, { process, role }: LoaderProcess): Reason[] {
  const { commandLineExample, files } = finding.context;
  const named = files.slice(0, MOST_FILES).map(quoted).join(', ');
  return [
    {
      id: 'run-through-loader',
      text: `${quoted(process.path)} is the executable of ${WHO[role]} (process ${process.pid ?? '?'}): a program was run through it`,
    },
    reportOf(finding),
    {
      id: 'arguments-not-told',
      text: "GuardDuty tells no arguments: which program it was is not known from this, the host's own log would tell",
    },
    ...(commandLineExample === null
      ? []
      : [
          {
            id: 'command-example',
            text: `GuardDuty gives an example of its command lines, which need not be this one's: ${quoted(commandLineExample)}`,
          },
        ]),
    ...(named === '' ? [] : [{ id: 'files-named', text: `GuardDuty names ${named}` }]),
  ];
}

function throughLoader(finding: RuntimeFinding, loader: LoaderProcess): ExecuteFinding {
  const { process, role } = loader;
  const severity = role === 'itself' ? 'critical' : 'high';
  const family = familyOfName(process.path);
  return {
    kind: 'execute',
    severity: finding.isSample ? 'info' : severity,
    reasons: reasonsOf(finding, loader),
    techniques: [TECHNIQUES.proxyExecution],
    event: executionOf(finding, process),
    relatedEventIds: [],
    program: null,
    loader: { family: family?.name ?? null, path: process.path, evidence: 'name' },
    injected: [],
    family: null,
  };
}

/** Everything that a finding of GuardDuty means to us; empty for nearly every one. */
export function judgeRuntimeFinding(finding: RuntimeFinding): Finding[] {
  const found: Finding[] = loaderProcesses(finding).map((loader) => throughLoader(finding, loader));
  const event = executionOf(finding, finding.process);
  const injection = judgeInjection(event, { kind: 'unknown', program: null });
  if (injection === null) return found;
  const reasons = [...injection.reasons, reportOf(finding)];
  return [...found, { ...injection, reasons, severity: finding.isSample ? 'info' : injection.severity }];
}
