/** What the same login did around a finding, in words: one line for each command, behind a word of ours. */
import type { Incident } from '../incident/incident.ts';
import { type LoginHistory, loginHistoryOf, type SameLoginBy } from '../login/login-history.ts';
import { printable } from './printable.ts';

/** Characters of one command: it is shorter already, unless somebody else wrote the message. */
const LONGEST = 400;

const SAME: Readonly<Record<SameLoginBy, string>> = {
  session: 'the same login',
  terminal: 'the same terminal',
  'process-tree': 'processes of the same origin (there is no login)',
};

/** Whose commands these are, in our words. */
export function whose({ by }: { readonly by: SameLoginBy }): string {
  return SAME[by];
}

/** Why there is nothing to show; what follows is our own words too. */
export function unreadText({ why }: { readonly why: string }): string {
  return `the log around it could not be read: ${printable(why)}`;
}

/** The time of day, as it stands before a command: `03:02:13.349`. */
function clock(time: number): string {
  return new Date(time).toISOString().slice(11, 23);
}

/** One command with its time, and which it was; the command's text is a host's. */
export interface ToldCommand {
  readonly label: 'Before' | 'After';
  readonly clock: string;
  readonly command: string;
}

/** The commands that there is room for, nearest to the finding: `most` before, `most` after, oldest first. */
export function toldCommands(
  history: LoginHistory & { readonly state: 'read' },
  most: number,
): ToldCommand[] {
  const { before, after } = history;
  const told =
    (label: ToldCommand['label']) => (one: { readonly time: number; readonly command: string }) => ({
      label,
      clock: clock(one.time),
      command: one.command,
    });
  return [...before.slice(-most).map(told('Before')), ...after.slice(0, most).map(told('After'))];
}

/** What is not shown, in our words; null where everything is. */
export function leftOut(history: LoginHistory & { readonly state: 'read' }, most: number): string | null {
  const { before, after, moreBefore, moreAfter } = history;
  const sides = [
    ...(moreBefore || before.length > most ? ['before'] : []),
    ...(moreAfter || after.length > most ? ['after'] : []),
  ];
  return sides.length === 0 ? null : `there was more ${sides.join(' and ')}`;
}

/** Which side has nothing, in our words; null where both have something. */
export function quiet({ before, after }: LoginHistory & { readonly state: 'read' }): string | null {
  if (before.length > 0 && after.length > 0) return null;
  const sides = [...(before.length === 0 ? ['before'] : []), ...(after.length === 0 ? ['after'] : [])];
  return `nothing ${sides.join(' and nothing ')}, within minutes`;
}

/** Lines of the long description; none while nothing is known. */
export function loginLines(incident: Incident): string[] {
  const history = loginHistoryOf(incident);
  if (history === null) return [];
  if (history.state === 'unread') return [`Login: ${unreadText(history)}`];
  const most = Number.POSITIVE_INFINITY;
  const notes = [quiet(history), leftOut(history, most)].filter((note) => note !== null);
  return [
    `Login: what ${whose(history)} ran${notes.map((note) => `; ${note}`).join('')}`,
    ...toldCommands(history, most).map(
      (told) => `${told.label}: ${told.clock} ${printable(told.command, LONGEST)}`,
    ),
  ];
}
