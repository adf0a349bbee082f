/** What every report says of a finding, whatever its kind: the parts that differ between kinds, side by side. */
import type { Finding, NamedFile } from '../detection/finding.ts';

/** The file that a finding is about. */
export function payloadOf(finding: Finding): NamedFile | null {
  switch (finding.kind) {
    case 'execute':
      return finding.program;
    case 'stage':
      return finding.target;
    case 'foreign-interpreter':
      return finding.program;
  }
}

/** The run-time linker that did it: where the executed file lies, what was copied, what was named. */
export function loaderPathOf(finding: Finding): string {
  switch (finding.kind) {
    case 'execute':
      return finding.loader.path;
    case 'stage':
      return finding.source.path ?? finding.source.given;
    case 'foreign-interpreter':
      return finding.interpreter.path ?? finding.interpreter.given;
  }
}

/** Source ids of every event that the finding rests on, its own first. */
export function auditIdsOf(finding: Finding): string[] {
  return [finding.event.sourceEventId, ...finding.relatedEventIds];
}
