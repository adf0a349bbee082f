/** Writes an execution as laurel does with the configuration that it comes with, which translates ids (etc/laurel/config.toml). */
import type { ExecEvent, OpenedFile } from '../../../../shared/telemetry/exec-event.ts';
import { toBytes } from '../../bytes.ts';

/** Percent-encodes what laurel does: controls, `%`, `+`, and every byte beyond ASCII. */
function encoded(text: string): string {
  // Megabytes of plain characters need no second look at each.
  if (/^[ -$&-*,-~]*$/.test(text)) return text;
  return [...toBytes(text)]
    .map((byte) =>
      byte < 0x20 || byte >= 0x7f || byte === 0x25 || byte === 0x2b
        ? `%${byte.toString(16).padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('');
}

function pathOf({ name, identity, mode, ownerUid }: OpenedFile, item: number): string {
  const colon = identity?.lastIndexOf(':') ?? 0;
  const inode =
    identity === null ? '' : `"inode":${identity.slice(colon + 1)},"dev":"${identity.slice(0, colon)}",`;
  const rights = mode === null ? '' : `"mode":"0o${mode.toString(8)}",`;
  const owner = ownerUid === null ? '' : `"ouid":${ownerUid},"ogid":0,`;
  return `{"item":${item},"name":${JSON.stringify(encoded(name))},${inode}${rights}${owner}"rdev":"00:00","nametype":"NORMAL","cap_fp":"0x0","cap_fi":"0x0","cap_fe":0,"cap_fver":"0x0","cap_frootid":"0","OUID":"root","OGID":"root"}`;
}

function exeOf({ exe }: ExecEvent): string | undefined {
  return exe === null ? undefined : encoded(`${exe.path}${exe.deleted || exe.memfd ? ' (deleted)' : ''}`);
}

function syscallOf(event: ExecEvent): object {
  const { pid, ppid, user, fileCount, background } = event;
  const [parent] = background.ancestors;
  return {
    arch: '0xc000003e',
    syscall: 59,
    success: 'yes',
    exit: 0,
    items: fileCount ?? undefined,
    ppid: ppid ?? undefined,
    pid: pid ?? undefined,
    auid: user.auid ?? 4294967295,
    uid: user.uid ?? undefined,
    gid: 1000,
    euid: user.euid ?? undefined,
    suid: user.euid ?? undefined,
    fsuid: user.euid ?? undefined,
    egid: 1000,
    sgid: 1000,
    fsgid: 1000,
    tty: user.tty ?? '(none)',
    ses: user.session ?? 4294967295,
    comm: 'x',
    exe: exeOf(event),
    subj: '=unconfined',
    key: 'exec',
    ARCH: 'x86_64',
    SYSCALL: 'execve',
    AUID: user.name ?? 'unset',
    UID: user.name ?? undefined,
    GID: 'user',
    EUID: 'user',
    SUID: 'user',
    FSUID: 'user',
    EGID: 'user',
    SGID: 'user',
    FSGID: 'user',
    ARGV: ['0x55c094deb5c0', '0x55c094dea770', '0x55c094dbf1b0', '0xfffffffffffff286'],
    PID: background.container === null ? undefined : { container: { id: background.container.id } },
    PPID: parent === undefined ? undefined : { exe: encoded(parent.exe ?? ''), ppid: 1 },
    EXE_HASH: background.sha256 === null ? undefined : { sha256: background.sha256 },
  };
}

/** One line, without its newline. */
export function renderLaurel(event: ExecEvent): string {
  const { sourceEventId, host, argv, cwd, files, background } = event;
  const variables = Object.entries(background.environment?.variables ?? {});
  const env = Object.fromEntries(variables.map(([name, value]) => [name, encoded(value)]));
  const words = argv.map((argument) => encoded(argument ?? ''));
  const parts = {
    ID: sourceEventId,
    NODE: host === '' ? undefined : host,
    SYSCALL: syscallOf(event),
    EXECVE: {
      argc: argv.length,
      ARGV: words,
      ENV: background.environment === null ? undefined : env,
    },
    CWD: cwd === null ? undefined : { cwd: encoded(cwd) },
  };
  // Inode numbers are written as text: they may be past 2^53.
  const paths = files.map(pathOf).join(',');
  return `${JSON.stringify(parts).slice(0, -1)},"PATH":[${paths}],"PROCTITLE":{"ARGV":${JSON.stringify(words)}}}`;
}
