/** The latest audit records as they stood in the log, so that a finding can show those that it rests on. */
import { splitJoinedRecords } from '../../../shared/telemetry/auditd/joined-records.ts';
import { parseRecordHeader } from '../../../shared/telemetry/auditd/record-header.ts';
import { peel } from '../../../shared/telemetry/envelope.ts';

/** Twice what waits to be put in order (EventOrder), so that a finding's records are still there when it is found. */
const MOST_EVENTS = 8_192;
const MOST_CHARACTERS = 16 * 1024 * 1024;
/** Of one event: an exec has some seven, one with megabytes of arguments hundreds. */
const MOST_RECORDS = 24;
/** Characters of a record that are kept. */
const LONGEST_RECORD = 1_500;

/** The records of one event. */
export interface EventRecords {
  readonly eventId: string;
  readonly records: readonly string[];
  /** Records that there were beyond those. */
  readonly more: number;
}

interface KeptEvent {
  readonly records: string[];
  more: number;
  characters: number;
}

function keyOf(node: string, eventId: string): string {
  return `${node} ${eventId}`;
}

function cut(record: string): string {
  if (record.length <= LONGEST_RECORD) return record;
  // A copy: a slice would keep the megabytes that it is a part of.
  return structuredClone(`${record.slice(0, LONGEST_RECORD)}… (${record.length} characters)`);
}

/** Remembers records, the latest ones. */
export class RawRecords {
  private readonly events = new Map<string, KeptEvent>();
  private characters = 0;

  /** Takes a line of a log in any of the shapes that the correlator reads. */
  line(line: string): void {
    if (line.startsWith('type=')) this.text(line);
    else peel(line, ({ text, object }) => (object === null ? this.text(text) : null));
  }

  /**
   * @param host - as the records name it (`node=`), empty for none
   * @returns null where they are no longer, or never were, here
   */
  of(host: string, eventId: string): EventRecords | null {
    const kept = this.events.get(keyOf(host, eventId));
    return kept === undefined ? null : { eventId, records: [...kept.records], more: kept.more };
  }

  private text(text: string): true {
    const header = parseRecordHeader(text);
    if (header === null || header.type === 'other') return true;
    const key = keyOf(header.node, header.eventId);
    for (const record of splitJoinedRecords(text, header) ?? [text]) this.keep(key, cut(record));
    return true;
  }

  private keep(key: string, record: string): void {
    const event = this.events.get(key) ?? { records: [], more: 0, characters: 0 };
    if (event.records.length >= MOST_RECORDS) event.more++;
    else {
      event.records.push(record);
      event.characters += record.length;
      this.characters += record.length;
    }
    this.events.set(key, event);
    for (const [oldest, { characters }] of this.events) {
      if (this.events.size <= MOST_EVENTS && this.characters <= MOST_CHARACTERS) break;
      this.events.delete(oldest);
      this.characters -= characters;
    }
  }
}
