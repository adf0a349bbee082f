/** An execution as the audit system writes it: the records of one event. */
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';
import { argumentRecords, untrusted } from '../../auditd/render.ts';
import { toBytes } from '../../bytes.ts';

/** Megabytes of plain characters need no second look at each. */
function bytesOf(text: string): Buffer {
  return text.isWellFormed() ? Buffer.from(text) : toBytes(text);
}

function quoted(text: string): string {
  return untrusted(bytesOf(text));
}

/** Its lines, in the kernel's order. */
export function auditdLines(event: ExecEvent): string[] {
  const { sourceEventId, host, pid, ppid, user, exe, cwd, files } = event;
  const head = (type: string) => `node=${host} type=${type} msg=audit(${sourceEventId}): `;
  const ids = `auid=${user.auid ?? 4_294_967_295} uid=${user.uid} gid=0 euid=${user.euid} tty=${user.tty ?? '(none)'} ses=${user.session ?? 4_294_967_295}`;
  const path = `${exe?.path ?? ''}${exe?.deleted || exe?.memfd ? ' (deleted)' : ''}`;
  return [
    `${head('SYSCALL')}arch=c000003e syscall=59 success=yes exit=0 items=${files.length} ppid=${ppid} pid=${pid} ${ids} comm="x" exe=${quoted(path)} key="exec"`,
    ...argumentRecords(event.argv.map((argument) => bytesOf(argument ?? ''))).map(
      (body) => head('EXECVE') + body,
    ),
    `${head('CWD')}cwd=${quoted(cwd ?? '')}`,
    ...files.map(({ name, identity }, item) => {
      const inode = identity?.split(':').at(-1);
      return `${head('PATH')}item=${item} name=${quoted(name)} inode=${inode} dev=fe:00 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL`;
    }),
    `${head('PROCTITLE')}proctitle="x"`,
  ];
}
