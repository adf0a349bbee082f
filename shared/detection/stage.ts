/** Judges commands that give a loader a name that hides what it is. */
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { baseName } from '../telemetry/host-path.ts';
import { isHidden, writersOf } from './directories.ts';
import type { NamedFile, Reason, StageFinding } from './finding.ts';
import type { HostMemory } from './host-memory.ts';
import { quoted } from './quoted.ts';
import type { Severity } from './severity.ts';
import { knownLoader, type Renaming, saysLoader } from './staging.ts';
import { TECHNIQUES } from './techniques.ts';

/** Is the new name hidden, or where every user can put a file? */
function isCovert(path: string): boolean {
  const writers = writersOf(path);
  return writers === 'anyone' || (writers === 'owner' && isHidden(path));
}

function severityOf(path: string): Severity {
  if (isCovert(path)) return 'high';
  return writersOf(path) === 'system' ? 'low' : 'medium';
}

/** `ld-linux.so.2.bak` in a directory of root's: a backup or an upgrade in two steps, still saying what it is. */
function isBackup(source: NamedFile, target: NamedFile): boolean {
  const name = baseName(source.given);
  const rest = baseName(target.given).slice(name.length);
  const continues = baseName(target.given).startsWith(name) && /^[.~;-]/.test(rest);
  return saysLoader(source, null) && continues && writersOf(target.path) === 'system';
}

/** @returns a finding for each loader that the command puts under another name */
export function judgeStaging(
  event: ExecEvent,
  renamings: readonly Renaming[],
  memory: HostMemory,
): StageFinding[] {
  const findings: StageFinding[] = [];
  for (const { source, targets } of renamings) {
    const loader = knownLoader(source, memory);
    const [target] = targets;
    if (
      loader === null ||
      target === undefined ||
      saysLoader(target, loader.family) ||
      isBackup(source, target)
    )
      continue;
    const reasons: Reason[] = [
      {
        id: 'loader-renamed',
        text: `the run-time linker ${quoted(source.given)} is given the name ${quoted(target.given)}, which does not say what it is`,
      },
    ];
    if (loader.madeBy !== null)
      reasons.push({ id: 'copy-of-a-copy', text: `that it is one is known from event ${loader.madeBy}` });
    const path = target.path ?? target.given;
    if (isCovert(path))
      reasons.push({
        id: 'target-open-to-all',
        text: 'the new name is hidden or lies where every user can put a file',
      });
    findings.push({
      kind: 'stage',
      severity: severityOf(path),
      reasons,
      techniques: [TECHNIQUES.renamedUtility],
      event,
      relatedEventIds: loader.madeBy === null ? [] : [loader.madeBy],
      source,
      target,
    });
  }
  return findings;
}
