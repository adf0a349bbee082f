/**
 * Judges libraries that the environment injects into an ordinary program (LD_PRELOAD, LD_AUDIT). Much honest software
 * does it with libraries of the system (jemalloc, fakeroot, stdbuf): those are no finding.
 */
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';
import { isHidden, type Writers, writersOf } from './directories.ts';
import { type ExecShape, executedFile } from './exec-shape.ts';
import type { InjectedLibrary, InjectFinding, Reason } from './finding.ts';
import { injectedByEnvironment, libraryPathOfEnvironment } from './linker-environment.ts';
import { quoted } from './quoted.ts';
import type { Severity } from './severity.ts';
import { TECHNIQUES } from './techniques.ts';

const MOST_NAMED = 10;

/** A bare name is looked for in LD_LIBRARY_PATH before the system's directories. */
function writersOfLibrary(library: InjectedLibrary, libraryPath: readonly (string | null)[]): Writers {
  if (library.given.includes('/') || library.given.includes('$')) return writersOf(library.path);
  const writers = libraryPath.map(writersOf);
  if (writers.includes('anyone')) return 'anyone';
  return writers.includes('owner') ? 'owner' : 'system';
}

function severityOf(
  event: ExecEvent,
  foreign: readonly InjectedLibrary[],
  open: readonly InjectedLibrary[],
): Severity {
  const hidden = foreign.some(({ path }) => path !== null && isHidden(path));
  if (open.length > 0) return hidden || event.user.euid === 0 || event.user.uid === 0 ? 'critical' : 'high';
  return hidden ? 'high' : 'medium';
}

/** @returns the finding, null where nothing is injected but libraries that root alone can change */
export function judgeInjection(event: ExecEvent, shape: ExecShape): InjectFinding | null {
  const injected = injectedByEnvironment(event);
  if (injected.length === 0) return null;
  const libraryPath = libraryPathOfEnvironment(event);
  const foreign = injected.filter((library) => writersOfLibrary(library, libraryPath) !== 'system');
  if (foreign.length === 0) return null;
  const open = foreign.filter((library) => writersOfLibrary(library, libraryPath) === 'anyone');
  const given = executedFile(shape)?.name ?? event.exe?.path ?? event.argv[0] ?? '';
  const names = foreign.slice(0, MOST_NAMED).map((one) => `${quoted(one.given)} (${one.option})`);
  const more = foreign.length > MOST_NAMED ? ` and ${foreign.length - MOST_NAMED} more` : '';
  const reasons: Reason[] = [
    {
      id: 'injected-by-environment',
      text: `code of ${names.join(', ')}${more} is loaded into ${quoted(given)} because its environment says so`,
    },
  ];
  const [first] = open;
  if (first !== undefined)
    reasons.push({
      id: 'library-open-to-all',
      text: `${quoted(first.path ?? first.given)} lies where every user can put a file, or is looked for there first`,
    });
  reasons.push({
    id: 'setuid-ignores-it',
    text: 'a program that runs with more rights than its caller (setuid) ignores such libraries: the log does not tell',
  });
  if (event.background.environment?.readAt === 'later')
    reasons.push({
      id: 'environment-read-later',
      text: 'the environment was read after the program had started: it may have changed it itself',
    });
  return {
    kind: 'inject',
    severity: severityOf(event, foreign, open),
    reasons,
    techniques: [TECHNIQUES.linkerHijacking],
    event,
    relatedEventIds: [],
    program: { given, path: event.exe?.path ?? resolveOnHost(given, event.cwd) },
    injected: foreign,
    linker: shape.kind === 'dynamic' || shape.kind === 'script' ? (shape.linker?.name ?? null) : null,
  };
}
