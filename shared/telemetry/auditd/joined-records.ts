/**
 * Some forwarders (Wazuh's) write all records of one event on one line. They are taken apart only where every part
 * names the same event: text inside a record can't start a record of another event.
 */
import type { RecordHeader } from './record-header.ts';

const NEXT = /[ \t](?=(?:node=\S+ )?type=[A-Z_0-9]+(?:\[\d+\])? msg=audit\()/;

/**
 * @param header - of the line's first record
 * @returns the records of a joined line, null where it is an ordinary one
 */
export function splitJoinedRecords(line: string, header: RecordHeader): string[] | null {
  // An event that is joined begins with its SYSCALL record, and no value of the kernel's can hold this text: it has blanks.
  if (header.type !== 'SYSCALL' || !line.includes(` msg=audit(${header.eventId})`, header.body)) return null;
  const parts = line.split(NEXT);
  return parts.length > 1 ? parts : null;
}
