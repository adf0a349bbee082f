/** What every report says of a finding, whatever its kind: the parts that differ between kinds, side by side. */
import type { Finding, InjectedLibrary, NamedFile } from './finding.ts';

/** The file that a finding is about. */
export function payloadOf(finding: Finding): NamedFile | null {
  switch (finding.kind) {
    case 'execute':
      return finding.program;
    case 'stage':
      return finding.target;
    case 'foreign-interpreter':
    case 'inject':
      return finding.program;
  }
}

/** Of a program that isn't known to name another: whatever stands in it, this is what it is called. */
export const UNNAMED_LINKER = 'ld.so';

/** The run-time linker that did it: where the executed file lies, what was copied, what was named. */
export function loaderPathOf(finding: Finding): string {
  switch (finding.kind) {
    case 'execute':
      return finding.loader.path;
    case 'stage':
      return finding.source.path ?? finding.source.given;
    case 'foreign-interpreter':
      return finding.interpreter.path ?? finding.interpreter.given;
    case 'inject':
      return finding.linker ?? UNNAMED_LINKER;
  }
}

/** Libraries whose code was brought in; empty where the kind of finding has none. */
export function injectedOf(finding: Finding): readonly InjectedLibrary[] {
  switch (finding.kind) {
    case 'execute':
    case 'inject':
      return finding.injected;
    case 'stage':
    case 'foreign-interpreter':
      return [];
  }
}

/** The benign family whose shape it has, null for none. */
export function familyOf(finding: Finding): string | null {
  switch (finding.kind) {
    case 'execute':
    case 'foreign-interpreter':
      return finding.family;
    case 'stage':
    case 'inject':
      return null;
  }
}

/** Source ids of every event that the finding rests on, its own first. */
export function auditIdsOf(finding: Finding): string[] {
  return [finding.event.sourceEventId, ...finding.relatedEventIds];
}
