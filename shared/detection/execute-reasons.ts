/**
 * The severity table of `execute`: every reason that an alert can give, what it does to the severity, and which
 * ATT&CK technique it stands for. An execution through the loader is critical, as the recipe says; reasons that lower
 * it say up to what, reasons that pin it keep it from being lowered, the rest only tell.
 *
 * docs/severity.md is this table in prose. A new reason is one entry here.
 */

import { familyOfName } from '../loader/registry.ts';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { baseName } from '../telemetry/host-path.ts';
import type { BenignMatch, LoaderRun } from './benign/family.ts';
import { isHidden, mayLeadElsewhere, writersOf } from './directories.ts';
import type { InjectedLibrary, NamedFile, Reason } from './finding.ts';
import { injectedNames, sourceOf } from './injected-words.ts';
import type { LoaderUse } from './loader-use.ts';
import { quoted } from './quoted.ts';
import { milder, type Severity } from './severity.ts';
import { isShell } from './shell.ts';
import { TECHNIQUES, type Technique } from './techniques.ts';

/** Everything that a reason may look at. */
export interface ExecuteCase {
  readonly event: ExecEvent;
  readonly use: LoaderUse;
  /** Null where the arguments were lost. */
  readonly program: NamedFile | null;
  readonly injected: readonly InjectedLibrary[];
  /** Null where the arguments were lost. */
  readonly run: LoaderRun | null;
  /** The loader was only asked to list a program's libraries, and runs the audit modules all the same. */
  readonly listsOnly: boolean;
  readonly doubt: string | null;
  readonly family: BenignMatch | null;
}

type Effect =
  /** The severity is at most this, unless something pins it. */
  | { readonly kind: 'lowers'; readonly to: Severity }
  /** The severity is at most this whatever else is known: it says how sure the finding itself is. */
  | { readonly kind: 'limits'; readonly to: Severity }
  /** Nothing may lower the severity. */
  | { readonly kind: 'pins' }
  | { readonly kind: 'tells' };

interface ExecuteReason {
  readonly id: string;
  readonly technique?: Technique;
  readonly effect: Effect | ((found: ExecuteCase) => Effect);
  /** The sentence, null where the reason doesn't hold. */
  readonly text: (found: ExecuteCase) => string | null;
}

const NO_FILE =
  /^\/(?:proc\/(?:self|thread-self|\d+)\/(?:fd|task|root|cwd|exe)\b|dev\/(?:fd\/|stdin))|^\/memfd:/;

function programPath({ program }: ExecuteCase): string | null {
  return program?.path ?? program?.given ?? null;
}

function loaderOrigin({ use }: ExecuteCase): string | null {
  if (use.evidence === 'name' || use.explanation === null) return null;
  return `${quoted(use.path)} is a run-time linker under another name: ${use.explanation}`;
}

/**
 * Did the caller make up argv[0]? It names neither the executed file nor what was asked for. Where the source does not
 * tell what was asked for, it may have been a link of that name.
 */
function isForged({ event, run }: ExecuteCase): boolean {
  const claimed = event.argv[0];
  if (event.files.length === 0) return false;
  if (claimed === null || claimed === undefined || run === null) return false;
  const names = [event.exe?.path, ...event.files.map((file) => file.name)].map((path) =>
    baseName(path ?? ''),
  );
  return !names.includes(baseName(claimed)) && familyOfName(claimed) === null;
}

const EXECUTE_REASONS: readonly ExecuteReason[] = [
  {
    id: 'run-through-loader',
    technique: TECHNIQUES.proxyExecution,
    effect: { kind: 'tells' },
    text: ({ program, use, listsOnly }) =>
      program === null || listsOnly
        ? null
        : `${quoted(program.given)} was run by the run-time linker ${quoted(use.path)}, so the executed file in every record is the linker and not the program`,
  },
  {
    id: 'arguments-lost',
    technique: TECHNIQUES.proxyExecution,
    effect: { kind: 'limits', to: 'medium' },
    text: ({ program, use, event }) => {
      if (program !== null) return null;
      const why =
        event.argvFidelity === 'joined'
          ? 'its arguments are told joined by blanks and can be read in more than one way'
          : 'the record of its arguments is missing';
      return `the run-time linker ${quoted(use.path)} was executed, but ${why}: whether and what it ran is not known`;
    },
  },
  {
    id: 'injected-library',
    technique: TECHNIQUES.linkerHijacking,
    effect: ({ family }) => (family === null ? { kind: 'pins' } : { kind: 'tells' }),
    text: ({ injected }) =>
      injected.length === 0
        ? null
        : `code of ${injectedNames(injected)} is loaded into the process by the linker's ${sourceOf(injected)}`,
  },
  {
    id: 'arguments-joined',
    effect: { kind: 'tells' },
    text: ({ event }) =>
      event.argvFidelity === 'joined'
        ? 'the source joins arguments with blanks: where one ends and the next begins is not certain'
        : null,
  },
  {
    id: 'audit-while-listing',
    effect: { kind: 'pins' },
    text: ({ listsOnly }) =>
      listsOnly
        ? 'the linker was only asked to list libraries, yet it runs the code of audit modules while doing so'
        : null,
  },
  {
    id: 'library-path-open-to-all',
    technique: TECHNIQUES.linkerHijacking,
    effect: { kind: 'pins' },
    text: ({ run }) => {
      const open = run?.libraryPath.find((directory) => writersOf(directory) === 'anyone');
      return open === undefined
        ? null
        : `libraries are looked for in ${quoted(open ?? 'a relative directory')} first (--library-path), where every user can put one`;
    },
  },
  {
    id: 'loader-renamed',
    technique: TECHNIQUES.renamedUtility,
    effect: { kind: 'pins' },
    text: loaderOrigin,
  },
  {
    id: 'loader-in-memory',
    technique: TECHNIQUES.reflectiveLoading,
    effect: { kind: 'pins' },
    text: ({ event }) =>
      event.exe?.memfd === true || event.exe?.deleted === true
        ? `the linker itself had no name on disk when it was executed (${event.exe.memfd ? 'memfd' : 'deleted'})`
        : null,
  },
  {
    id: 'program-without-a-name',
    technique: TECHNIQUES.reflectiveLoading,
    effect: { kind: 'pins' },
    text: (found) =>
      NO_FILE.test(programPath(found) ?? '')
        ? 'the program was given by a file descriptor or a process directory: the log does not tell which file that was'
        : null,
  },
  {
    id: 'program-open-to-all',
    effect: { kind: 'pins' },
    text: (found) => {
      const path = programPath(found);
      if (path === null || !path.startsWith('/') || writersOf(path) !== 'anyone' || NO_FILE.test(path))
        return null;
      return `${quoted(path)} lies in a directory where every user can put a program`;
    },
  },
  {
    id: 'program-behind-a-link',
    effect: { kind: 'pins' },
    text: ({ program, event }) =>
      program !== null && mayLeadElsewhere(program.given, event.cwd)
        ? 'a symbolic link may stand before a ".." of its path: which file it is, is not known'
        : null,
  },
  {
    id: 'program-hidden',
    technique: TECHNIQUES.hiddenFiles,
    effect: { kind: 'tells' },
    text: (found) =>
      isHidden(programPath(found) ?? '')
        ? 'the program lies under a hidden name (it begins with a dot)'
        : null,
  },
  {
    id: 'argv0-forged',
    technique: TECHNIQUES.processArguments,
    effect: ({ family }) => (family === null ? { kind: 'pins' } : { kind: 'tells' }),
    text: (found) =>
      isForged(found)
        ? `the process calls itself ${quoted(found.event.argv[0] ?? '')}, which it is not`
        : null,
  },
  {
    id: 'program-renamed',
    technique: TECHNIQUES.processArguments,
    effect: { kind: 'tells' },
    text: ({ run, program }) => {
      const claimed = run?.options.argv0 ?? null;
      if (claimed === null || program === null || baseName(claimed) === baseName(program.given)) return null;
      return `the program is told that its name is ${quoted(claimed)} (--argv0)`;
    },
  },
  {
    id: 'shell',
    technique: TECHNIQUES.unixShell,
    effect: { kind: 'pins' },
    text: (found) =>
      isShell(programPath(found) ?? '')
        ? 'the program is a shell: what it does next is shown under another name than its own'
        : null,
  },
  {
    id: 'benign-family',
    effect: ({ family }) => ({ kind: 'limits', to: family?.atMost ?? 'critical' }),
    text: ({ family }) => family?.text ?? null,
  },
  {
    id: 'system-program',
    effect: { kind: 'lowers', to: 'high' },
    text: (found) =>
      found.run?.writers === 'system' && found.family === null && found.program?.path != null
        ? 'linker, program and libraries are files that only root can change: less likely brought by an intruder'
        : null,
  },
  {
    id: 'library-as-program',
    effect: { kind: 'lowers', to: 'medium' },
    text: ({ program, run }) =>
      program !== null && !program.given.includes('/') && run?.loaderFamily === 'glibc'
        ? 'a name without a slash is only looked for among the installed libraries (ld.so.cache)'
        : null,
  },
  {
    id: 'likely-by-circumstances',
    effect: { kind: 'limits', to: 'high' },
    text: ({ use }) =>
      use.evidence === 'circumstances'
        ? 'that the file is a run-time linker is concluded from circumstances, not proven'
        : null,
  },
  {
    id: 'version-dependent',
    effect: { kind: 'tells' },
    text: ({ doubt }) => (doubt === null ? null : `not every version runs it: ${doubt}`),
  },
  {
    id: 'may-have-failed',
    effect: { kind: 'tells' },
    text: ({ program }) =>
      program === null
        ? null
        : 'that the linker was executed is certain; that it could load the program is not in the log',
  },
];

/** The verdict of the table. */
export interface ExecuteVerdict {
  readonly severity: Severity;
  readonly reasons: readonly Reason[];
  readonly techniques: readonly Technique[];
}

/** Reads the table for one case. */
export function weighExecute(found: ExecuteCase): ExecuteVerdict {
  const reasons: Reason[] = [];
  const techniques: Technique[] = [];
  let lowered: Severity = 'critical';
  let limit: Severity = 'critical';
  let pinned = false;
  for (const { id, technique, effect, text } of EXECUTE_REASONS) {
    const sentence = text(found);
    if (sentence === null) continue;
    reasons.push({ id, text: sentence });
    if (technique !== undefined) techniques.push(technique);
    const what = typeof effect === 'function' ? effect(found) : effect;
    if (what.kind === 'pins') pinned = true;
    else if (what.kind === 'lowers') lowered = milder(lowered, what.to);
    else if (what.kind === 'limits') limit = milder(limit, what.to);
  }
  return { severity: milder(pinned ? 'critical' : lowered, limit), reasons, techniques };
}
