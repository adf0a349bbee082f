/**
 * Judges the run-time linker that a program names (PT_INTERP): the kernel maps and starts it before the program, so
 * whoever sets it to a file of their own runs code in the program's name. Ordinary programs name the system's.
 */

import { BoundedMap } from '../bounded-map.ts';
import type { ExecEvent, OpenedFile } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';
import { isHidden, isLoaderHome, writersOfFile } from './directories.ts';
import type { ExecShape } from './exec-shape.ts';
import type { ForeignInterpreterFinding, Reason } from './finding.ts';
import { quoted } from './quoted.ts';
import type { Severity } from './severity.ts';
import { TECHNIQUES } from './techniques.ts';

/** Software whose programs name a linker of their own as a matter of course; all of them live in one user's or root's directories. */
const FAMILIES: readonly { readonly name: string; readonly linker: RegExp; readonly text: string }[] = [
  {
    name: 'linuxbrew',
    linker: /^\/home\/linuxbrew\/\.linuxbrew\//,
    text: 'Homebrew builds its programs with a linker of its own',
  },
  {
    name: 'vscode-server',
    linker: /\/\.(?:vscode|cursor|windsurf)(?:-server|-remote)?[^/]*\//,
    text: 'VS Code and its kin patch their server to a C library of its own on old systems',
  },
  {
    name: 'conda',
    linker: /\/(?:ana|mini)?(?:conda|forge|mamba)\d*\//,
    text: 'conda environments can bring a C library of their own',
  },
];

const systemLinkers = new BoundedMap<string, true>(256);

function linkerOf(shape: ExecShape): OpenedFile | null {
  if (shape.kind === 'dynamic') return shape.linker;
  // A static interpreter opened through a symbolic link looks like a linker; only a linker's own record is judged.
  return shape.kind === 'script' ? shape.linker : null;
}

function severityOf(path: string | null, linker: OpenedFile, family: string | null): Severity {
  const writers = writersOfFile(path, linker);
  if (writers === 'anyone') return 'critical';
  if (writers === 'system') return 'low';
  if (family !== null) return 'medium';
  return path !== null && isHidden(path) ? 'critical' : 'high';
}

/** @returns the finding, null where the program names a linker of the system or none at all */
export function judgeInterpreter(event: ExecEvent, shape: ExecShape): ForeignInterpreterFinding | null {
  const linker = linkerOf(shape);
  if (linker === null || shape.program === null) return null;
  // Nearly every execution ends here, at one of a few names.
  if (systemLinkers.has(linker.name)) return null;
  const path = resolveOnHost(linker.name, event.cwd);
  if (path !== null && isLoaderHome(path)) {
    if (linker.name.startsWith('/')) systemLinkers.set(linker.name, true);
    return null;
  }
  const given = shape.kind === 'script' ? shape.interpreter.name : shape.program.name;
  const family = path === null ? undefined : FAMILIES.find((known) => known.linker.test(path));
  const severity = severityOf(path, linker, family?.name ?? null);
  const reasons: Reason[] = [
    {
      id: 'foreign-interpreter',
      text: `${quoted(given)} names ${quoted(linker.name)} as its run-time linker, which lies outside the system's directories and is started before the program itself`,
    },
  ];
  if (severity === 'critical')
    reasons.push({
      id: 'linker-open-to-all',
      text: 'the linker lies where every user can put a file, or under a hidden name',
    });
  if (severity === 'low' && family === undefined)
    reasons.push({ id: 'linker-of-root', text: 'only root can write where the linker lies' });
  if (family !== undefined) reasons.push({ id: 'benign-family', text: family.text });
  return {
    kind: 'foreign-interpreter',
    severity,
    reasons,
    techniques: [TECHNIQUES.linkerHijacking],
    event,
    relatedEventIds: [],
    program: { given, path: event.exe?.path ?? resolveOnHost(given, event.cwd) },
    interpreter: { given: linker.name, path },
    family: family?.name ?? null,
  };
}
