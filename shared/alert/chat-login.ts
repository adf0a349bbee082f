/** What the same login did around a finding, for a chat. */
import type { Incident } from '../incident/incident.ts';
import { loginHistoryOf } from '../login/login-history.ts';
import { inCode, inSentence } from './chat-text.ts';
import { leftOut, quiet, toldCommands, unreadText, whose } from './login-text.ts';

const MOST_COMMANDS = 5;
const LONGEST_COMMAND = 160;
const LONGEST_SENTENCE = 200;

/** Lines, where nothing else is new: the thread has the rest already; null where that is to be told as always. */
export function chatLogin(incident: Incident): string[] | null {
  const history = loginHistoryOf(incident);
  if (history === null || !incident.news.every(({ what }) => what === 'login')) return null;
  if (history.state === 'unread') return [`*Login:* ${inSentence(unreadText(history), LONGEST_SENTENCE)}`];
  const notes = [quiet(history), leftOut(history, MOST_COMMANDS)].filter((note) => note !== null);
  return [
    `*Login:* ${[`run by ${whose(history)}`, ...notes].join('; ')}`,
    ...toldCommands(history, MOST_COMMANDS).map(
      ({ label, clock, command }) => `*${label}:* ${clock} ${inCode(command, LONGEST_COMMAND)}`,
    ),
  ];
}
