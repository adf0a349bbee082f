/** Writes an execution as Sysmon for Linux does, without syslog's prefix. */
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';
import { wellFormed } from '../well-formed.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A line break would end the record: Sysmon writes blanks for what it can't show. */
function escaped(value: string | number | null): string {
  if (value === null || value === '') return '-';
  return String(value)
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replaceAll(/[\r\n]/g, ' ');
}

function systemOf({ time, sequence, host }: ExecEvent): string {
  return (
    '<System><Provider Name="Linux-Sysmon" Guid="{ff032593-a8d3-4f13-b0d6-01fc615a0f97}"/><EventID>1</EventID>' +
    '<Version>5</Version><Level>4</Level><Task>1</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords>' +
    `<TimeCreated SystemTime="${new Date(time).toISOString()}"/><EventRecordID>${sequence}</EventRecordID>` +
    '<Correlation/><Execution ProcessID="1120" ThreadID="1120"/><Channel>Linux-Sysmon/Operational</Channel>' +
    `<Computer>${escaped(host)}</Computer><Security UserId="0"/></System>`
  );
}

/** One line, without its newline. */
export function renderSysmon(execution: ExecEvent): string {
  const event = wellFormed(execution);
  const { pid, ppid, exe, argv, cwd, user, background } = event;
  const [parent] = background.ancestors;
  const data = {
    RuleName: null,
    UtcTime: new Date(event.time).toISOString().replace('T', ' ').replace('Z', ''),
    ProcessGuid: '{ae88b96f-a8aa-6a8a-ad9d-cfc3e2550000}',
    ProcessId: pid,
    Image: exe === null ? null : `${exe.path}${exe.deleted || exe.memfd ? ' (deleted)' : ''}`,
    FileVersion: null,
    Description: null,
    Product: null,
    Company: null,
    OriginalFileName: null,
    CommandLine: argv.join(' '),
    CurrentDirectory: cwd,
    User: user.name,
    LogonGuid: '{ae88b96f-0000-0000-0000-000000000000}',
    LogonId: user.uid,
    TerminalSessionId: user.session ?? 4294967295,
    IntegrityLevel: 'no level',
    Hashes: background.sha256 === null ? null : `SHA256=${background.sha256}`,
    ParentProcessGuid: '{ae88b96f-a8aa-6a8a-c521-477bd6550000}',
    ParentProcessId: ppid,
    ParentImage: parent?.exe ?? null,
    ParentCommandLine: parent?.commandLine ?? null,
    ParentUser: null,
  };
  const values = Object.entries(data).map(([name, value]) => `<Data Name="${name}">${escaped(value)}</Data>`);
  return `<Event>${systemOf(event)}<EventData>${values.join('')}</EventData></Event>`;
}
