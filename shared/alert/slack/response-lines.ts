/** What was done and decided, line by line (response-text.ts). */
import type { RichTextSection } from '@slack/types';
import type { ResponseLine } from '../response-text.ts';
import { withMembers } from './members.ts';
import type { Room } from './message-size.ts';
import { sentence } from './reasons.ts';
import { line, plainLine, says } from './rich-text.ts';

/** Of several lines with one label, such as steps, as many as there is room for; of decisions the latest. */
function withRoom(lines: readonly ResponseLine[], { most }: Room): ResponseLine[] {
  const ofLabel = (label: string) => lines.filter((one) => one.label === label);
  return lines.filter((one) => {
    const same = ofLabel(one.label);
    const place = same.indexOf(one);
    return one.whose === 'told' ? place < most : place >= same.length - most;
  });
}

/** What an automation said may quote a host's names: they are set as code. */
export function responseSections(lines: readonly ResponseLine[], room: Room): RichTextSection[] {
  const shown = withRoom(lines, room);
  const more = lines.length - shown.length;
  return [
    ...shown.map(({ label, text, whose }) =>
      line(label, ...(whose === 'ours' ? withMembers(text) : sentence(text, room))),
    ),
    ...(more > 0 ? [plainLine(says(`and ${more} more`))] : []),
  ];
}
