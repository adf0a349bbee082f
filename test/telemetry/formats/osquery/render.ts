/** An execution as osquery's process_events tells it, from the audit system's own records. */
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';

/** Characters of the first EXECVE record, the only one that is read. */
const RECORD = 7_500;

function isQuoted(argument: string): boolean {
  return /^[!#-~]*$/.test(argument);
}

/** The fields of the first EXECVE record, decoded as osquery decodes them, in the order of a map's keys. */
function firstRecord(argv: readonly string[]): string {
  const fields = new Map<string, string>();
  let room = RECORD;
  for (const [index, argument] of argv.entries()) {
    const encoded = isQuoted(argument) ? argument.length + 2 : Buffer.byteLength(argument) * 2;
    if (encoded <= room) fields.set(`a${index}`, argument);
    else {
      const announced = String(Buffer.byteLength(argument) * 2);
      const isHex = announced.length % 2 === 0;
      fields.set(`a${index}_len`, isHex ? Buffer.from(announced, 'hex').toString('latin1') : announced);
      fields.set(`a${index}[0]`, argument.slice(0, Math.floor(room / 2)));
      break;
    }
    room -= encoded + ` a${index}=`.length;
  }
  const sorted = [...fields].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, value]) => value).join(' ');
}

/** A line of the result log. */
export function renderOsquery(event: ExecEvent): string {
  const { exe, user } = event;
  const path = exe === null ? '' : `${exe.path}${exe.deleted || exe.memfd ? ' (deleted)' : ''}`;
  const columns = {
    auid: String(user.auid ?? 4_294_967_295),
    cmdline: firstRecord(event.argv.map((argument) => argument ?? '')).toWellFormed(),
    cwd: event.cwd === null ? '' : `"${event.cwd}"`,
    euid: String(user.euid ?? 0),
    parent: String(event.ppid ?? ''),
    path: path.toWellFormed(),
    pid: String(event.pid ?? ''),
    syscall: 'execve',
    time: String(Math.floor(event.time / 1000)),
    uid: String(user.uid ?? 0),
  };
  const unixTime = Math.floor(event.time / 1000) + 9;
  const [day, date, month, year, clock] = new Date(unixTime * 1000).toUTCString().split(/,? /);
  return JSON.stringify({
    name: 'pack_ldwatch_process_events',
    hostIdentifier: event.host,
    calendarTime: `${day} ${month} ${date} ${clock} ${year} UTC`,
    unixTime,
    epoch: 0,
    counter: 3,
    numerics: false,
    columns,
    action: 'added',
  });
}
