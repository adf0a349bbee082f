/**
 * Some forwarders (Wazuh's) write all records of one event on one line. They are taken apart only where every part
 * names the same event: text inside a record can't start a record of another event.
 */
import type { RecordHeader } from './record-header.ts';

const NEXT = /[ \t](?:node=(\S+) )?type=[A-Z_0-9]+(?:\[\d+\])? msg=audit\(([\d.:]+)\)/g;

/**
 * @param header - of the line's first record
 * @returns the records of a joined line, null where it is an ordinary one
 */
export function splitJoinedRecords(line: string, header: RecordHeader): string[] | null {
  const { type, eventId, node: host, body } = header;
  // An event that is joined begins with its SYSCALL record.
  if (type !== 'SYSCALL') return null;
  // A SYSCALL record ends with its key, or with the last name that enriching added: nothing follows.
  const last = line.lastIndexOf(' ') + 1;
  if (line.startsWith('key=', last) || line.startsWith('FSGID=', last)) return null;
  // No value of the kernel's can hold this text: it has blanks.
  if (!line.includes(` msg=audit(${eventId})`, body)) return null;
  const parts: string[] = [];
  let start = 0;
  for (const { index, 1: node = '', 2: id } of line.slice(body).matchAll(NEXT)) {
    if (id !== eventId || node !== host) continue;
    parts.push(line.slice(start, body + index));
    start = body + index + 1;
  }
  return start === 0 ? null : [...parts, line.slice(start)];
}
