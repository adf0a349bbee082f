/** What the same login did just before and after a finding, as an incident keeps it and alerts show it. */
import type { FindingSnapshot } from '../incident/snapshot.ts';

/** Which of a finding's traits say that another execution was of the same login, the surest first. */
export type SameLoginBy =
  /** Audit session and login user, which the kernel sets and which stay through su and sudo. */
  | 'session'
  /** No session: the same terminal. */
  | 'terminal'
  /** Neither, as for daemons and in containers: descendants of the processes that are above the finding's. */
  | 'process-tree';

/** One execution; its text is printable, and cut. */
export interface LoginCommand {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly pid: number | null;
  readonly command: string;
}

/** The execution that it is about: a graver one may become the incident's gravest later. */
interface About {
  readonly logStream: string;
  readonly sourceEventId: string;
}

/** What was read in the log around it. */
export interface ReadLoginHistory {
  readonly state: 'read';
  readonly about: About;
  readonly by: SameLoginBy;
  /** The last ones before it and the first ones after it, each oldest first. */
  readonly before: readonly LoginCommand[];
  readonly after: readonly LoginCommand[];
  /** There were more, which are left out. */
  readonly moreBefore: boolean;
  readonly moreAfter: boolean;
}

/** The log told nothing. */
export interface UnreadLoginHistory {
  readonly state: 'unread';
  readonly about: About;
  /** A clause that follows "the log could not be read: ". */
  readonly why: string;
}

/** At most some 20 KB as JSON. */
export type LoginHistory = ReadLoginHistory | UnreadLoginHistory;

/** What a history of this finding would be about. */
export function aboutOf({ origin: { logStream }, sourceEventId }: FindingSnapshot): About {
  return { logStream, sourceEventId };
}

/** Is the history about this finding? */
export function isAbout({ about }: LoginHistory, finding: FindingSnapshot): boolean {
  const { logStream, sourceEventId } = aboutOf(finding);
  return about.logStream === logStream && about.sourceEventId === sourceEventId;
}

/** What is known of the login of an incident's gravest finding; null where nothing is, or only of an earlier one. */
export function loginHistoryOf(incident: {
  readonly gravest: FindingSnapshot;
  readonly loginHistory: LoginHistory | null;
}): LoginHistory | null {
  const { loginHistory, gravest } = incident;
  return loginHistory !== null && isAbout(loginHistory, gravest) ? loginHistory : null;
}
