/** States and decisions in a few words of ours. */
import type { Containment, Decision } from '../response/response.ts';

/** The state in a few words, for one line with others. */
export function stateWords(containment: Containment): string {
  switch (containment.state) {
    case 'none':
      return 'no containment';
    case 'withheld':
      return 'containment withheld';
    case 'proposed':
      return 'containment proposed';
    case 'approved':
      return 'containment approved';
    case 'running':
      return 'containment under way';
    case 'contained':
      return 'contained';
    case 'failed':
      return 'containment failed';
    case 'release-approved':
      return 'release approved';
    case 'releasing':
      return 'release under way';
    case 'released':
      return 'released';
    case 'release-failed':
      return 'release failed';
  }
}

/** What was decided, for one line with others. */
export function decisionWords({ kind }: Decision): string {
  switch (kind) {
    case 'approve':
      return 'containment approved';
    case 'dismiss':
      return 'dismissed';
    case 'suppress':
      return 'suppressed';
    case 'release':
      return 'release approved';
  }
}
