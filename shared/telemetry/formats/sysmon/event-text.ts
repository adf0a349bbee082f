/**
 * The XML that Sysmon for Linux writes on one line: flat, every value between a tag that names it and its end, so that it
 * is read by looking for those, and a line that a syslog daemon cut still tells what it holds whole.
 */

const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});/g;
const NAMED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};
const LAST_CODE_POINT = 0x10ffff;

function decodeEntity(entity: string): string {
  const named = NAMED[entity];
  if (named !== undefined) return named;
  const isHex = entity.charAt(2) === 'x';
  const code = Number.parseInt(entity.slice(isHex ? 3 : 2, -1), isHex ? 16 : 10);
  return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : entity;
}

function decoded(text: string): string {
  return text.includes('&') ? text.replaceAll(ENTITY, decodeEntity) : text;
}

/** A value, or what there is of it. */
export interface TaggedValue {
  readonly text: string;
  /** Its end is there. */
  readonly whole: boolean;
}

/** The data of event 1 that are read. */
type DataName =
  | 'UtcTime'
  | 'ProcessId'
  | 'Image'
  | 'CommandLine'
  | 'CurrentDirectory'
  | 'User'
  | 'LogonId'
  | 'TerminalSessionId'
  | 'Hashes'
  | 'ParentProcessId'
  | 'ParentImage'
  | 'ParentCommandLine';

/** Their tags as they stand in the text; made once, since most of the time of reading goes into looking for them. */
const DATA_TAGS: Readonly<Record<DataName, string>> = {
  UtcTime: '<Data Name="UtcTime">',
  ProcessId: '<Data Name="ProcessId">',
  Image: '<Data Name="Image">',
  CommandLine: '<Data Name="CommandLine">',
  CurrentDirectory: '<Data Name="CurrentDirectory">',
  User: '<Data Name="User">',
  LogonId: '<Data Name="LogonId">',
  TerminalSessionId: '<Data Name="TerminalSessionId">',
  Hashes: '<Data Name="Hashes">',
  ParentProcessId: '<Data Name="ParentProcessId">',
  ParentImage: '<Data Name="ParentImage">',
  ParentCommandLine: '<Data Name="ParentCommandLine">',
};

/** Of the system's part. */
const SYSTEM_TAGS = {
  EventID: ['<EventID>', '</EventID>'],
  EventRecordID: ['<EventRecordID>', '</EventRecordID>'],
  Computer: ['<Computer>', '</Computer>'],
  SystemTime: ['<TimeCreated SystemTime="', '"'],
} as const;

/** One event, as text. */
export class EventText {
  private readonly xml: string;
  /** Where the last value ended: asked for in their order, each is found a few characters on. */
  private cursor = 0;

  /** @param xml - from `<Event>` on, cut anywhere behind it */
  constructor(xml: string) {
    this.xml = xml;
  }

  /** A value of the system's part: `<EventID>1</EventID>`. Null where it is not there whole. */
  system(name: keyof typeof SYSTEM_TAGS): string | null {
    const [start, end] = SYSTEM_TAGS[name];
    return this.whole(start, end);
  }

  /** What was observed: `<Data Name="Image">/usr/bin/id</Data>`. Null where it is not there whole, or `-`: "not known". */
  wholeData(name: DataName): string | null {
    const text = this.whole(DATA_TAGS[name], '</Data>');
    return text === '-' ? null : text;
  }

  /** As `wholeData`, and what there is of a value whose end was cut off. */
  data(name: DataName): TaggedValue | null {
    const text = this.wholeData(name);
    if (text !== null) return { text, whole: true };
    const from = this.find(DATA_TAGS[name]);
    if (from < 0 || this.xml.includes('</Data>', from)) return null;
    return { text: decoded(this.xml.slice(from)), whole: false };
  }

  /** Offset behind a tag, -1 where it is not there. */
  private find(tag: string): number {
    const ahead = this.xml.indexOf(tag, this.cursor);
    const at = ahead >= 0 ? ahead : this.xml.indexOf(tag);
    return at < 0 ? -1 : at + tag.length;
  }

  private whole(start: string, end: string): string | null {
    const from = this.find(start);
    const to = from < 0 ? -1 : this.xml.indexOf(end, from);
    if (to < 0) return null;
    this.cursor = to;
    return decoded(this.xml.slice(from, to));
  }
}

/**
 * What syslog daemons put before it: nothing, RFC 3164, the same with a time of RFC 3339, or RFC 5424. The tag has to be
 * Sysmon's: other programs log what strangers wrote.
 */
const PREFIX =
  /^(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\S{1,40} )?(?:\S{1,255} )?(?:linux-)?sysmon(?:\[\d{1,10}\])?(?:: ?| \S{1,128} \S{1,32} (?:-|\[[^\]]{0,200}\]) ?)\ufeff?$/i;
/** Whatever a forwarder writes the tag with. */
const START = /<Event[ >]/;
const PROVIDER = /<Provider Name=["']Linux-Sysmon["']/;
const LONGEST_PREFIX = 512;
const COMMONEST = '<Event><System><Provider Name="Linux-Sysmon"';

/** Null where the line is no event of Sysmon for Linux. */
export function eventTextOf(line: string): EventText | null {
  if (line.startsWith(COMMONEST)) return new EventText(line);
  const at = line.slice(0, LONGEST_PREFIX).search(START);
  if (at < 0 || !PROVIDER.test(line.slice(at, at + LONGEST_PREFIX))) return null;
  return at === 0 || PREFIX.test(line.slice(0, at)) ? new EventText(line.slice(at)) : null;
}
