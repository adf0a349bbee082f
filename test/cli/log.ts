/** Writes executions as auditd does, and files for a scan to read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { loader, T0 } from '../detection/exec.ts';
import { toBytes } from '../telemetry/bytes.ts';

const UNSET = 4294967295;

/** The kernel's audit_log_untrustedstring. */
function untrusted(text: string): string {
  const bytes = toBytes(text);
  const plain = bytes.every((byte) => byte > 0x20 && byte < 0x7f && byte !== 0x22);
  return plain ? `"${text}"` : bytes.toString('hex').toUpperCase();
}

/** The records of one execution, `ldwatch` reads back what they were made of. */
export function recordsOf(event: ExecEvent): string[] {
  const { user, files } = event;
  const head = (type: string): string =>
    `${event.host === '' ? '' : `node=${event.host} `}type=${type} msg=audit(${event.sourceEventId}): `;
  return [
    `${head('SYSCALL')}arch=c000003e syscall=59 success=yes exit=0 items=${files.length} ppid=${event.ppid} ` +
      `pid=${event.pid} auid=${user.auid ?? UNSET} uid=${user.uid} gid=1000 euid=${user.euid} tty=${user.tty ?? '(none)'} ` +
      `ses=${user.session ?? UNSET} comm="x" exe=${untrusted(event.exe?.path ?? '')} key="exec"` +
      (user.name === null
        ? ''
        : `\u001dARCH=x86_64 SYSCALL=execve AUID=${JSON.stringify(user.name)} UID=${JSON.stringify(user.name)}`),
    `${head('EXECVE')}argc=${event.argv.length} ${event.argv.map((word, index) => `a${index}=${untrusted(word ?? '')}`).join(' ')}`,
    `${head('CWD')}cwd=${untrusted(event.cwd ?? '')}`,
    ...files.map(({ name, identity, mode, ownerUid }, item) => {
      const [major, minor, inode] = (identity ?? '').split(':');
      return `${head('PATH')}item=${item} name=${untrusted(name)} inode=${inode} dev=${major}:${minor} mode=0${mode?.toString(8)} ouid=${ownerUid} ogid=0 rdev=00:00 nametype=NORMAL`;
    }),
  ];
}

/** A whole log, its last newline included. */
export function logOf(events: readonly ExecEvent[]): string {
  return `${events.flatMap(recordsOf).join('\n')}\n`;
}

/** A log with one program run through the loader. */
export function logOfPayload(payload: string, time = T0): string {
  return logOf([loader(payload, { time, host: '' })]);
}

/** A directory, and a way to put files there. */
export interface Workspace {
  readonly directory: string;
  readonly put: (name: string, content: string | Buffer) => string;
  readonly remove: () => void;
}

/** One that whoever asks for it must remove. */
export function workspace(): Workspace {
  const directory = mkdtempSync(join(tmpdir(), 'ldwatch-test-'));
  return {
    directory,
    put: (name, content) => {
      const path = join(directory, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(directory, { recursive: true }),
  };
}

/** One for the test at hand. */
export function temporaryFiles(): Workspace {
  const made = workspace();
  onTestFinished(made.remove);
  return made;
}
