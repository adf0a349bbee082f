/** What the same login did around a finding, for a thread. */
import type { KnownBlock } from '@slack/types';
import type { Incident } from '../../incident/incident.ts';
import { loginHistoryOf } from '../../login/login-history.ts';
import { leftOut, quiet, toldCommands, unreadText, whose } from '../login-text.ts';
import type { Room } from './message-size.ts';
import { bullets, line, paragraph, says, shows } from './rich-text.ts';

/** Where it is what is new; else none. */
export function loginBlocks(incident: Incident, { longest, most }: Room): KnownBlock[] {
  const history = loginHistoryOf(incident);
  if (history === null || !incident.news.some(({ what }) => what === 'login')) return [];
  if (history.state === 'unread') return [paragraph(says(unreadText(history)))];
  const commands = toldCommands(history, most).map(({ label, clock, command }) =>
    line(label, says(`${clock} `), shows(command, longest)),
  );
  const notes = [quiet(history), leftOut(history, most)].filter((note) => note !== null);
  return [
    paragraph(says([`Run by ${whose(history)}`, ...notes].join('; '))),
    ...(commands.length === 0 ? [] : [bullets(commands)]),
  ];
}
