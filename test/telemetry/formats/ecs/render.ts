/** Writes an execution as Auditbeat 8 does (auditbeat/module/auditd/_meta/execve.json). */
import type { ExecEvent, OpenedFile } from '../../../../shared/telemetry/exec-event.ts';
import { wellFormed } from '../well-formed.ts';

function pathOf({ name, identity, mode, ownerUid }: OpenedFile, item: number): object {
  const colon = identity?.lastIndexOf(':') ?? 0;
  return {
    dev: identity?.slice(0, colon),
    inode: identity?.slice(colon + 1),
    item: String(item),
    mode: mode === null ? undefined : `0${mode.toString(8)}`,
    name: name,
    nametype: 'NORMAL',
    ogid: '0',
    ouid: ownerUid === null ? undefined : String(ownerUid),
    rdev: '00:00',
  };
}

function processOf({ exe, pid, ppid, argv, cwd, background }: ExecEvent): object {
  const [parent] = background.ancestors;
  const { environment, sha256 } = background;
  return {
    pid,
    parent: { pid: ppid, executable: parent?.exe },
    title: 'x',
    name: 'x',
    executable: exe === null ? undefined : `${exe.path}${exe.deleted || exe.memfd ? ' (deleted)' : ''}`,
    working_directory: cwd,
    args: argv.map((argument) => argument),
    hash: sha256 === null ? undefined : { sha256 },
    env: environment === null ? undefined : environment.variables,
  };
}

/** One line, without its newline. */
export function renderEcs(event: ExecEvent): string {
  const { time, sequence, host, user, argv, files, background } = event;
  const { container } = background;
  return JSON.stringify(
    wellFormed({
      '@timestamp': new Date(time).toISOString(),
      ecs: { version: '8.0.0' },
      agent: { type: 'auditbeat', version: '8.17.0', name: host },
      host: { name: host },
      service: { type: 'auditd' },
      event: {
        module: 'auditd',
        kind: 'event',
        category: ['process'],
        type: ['start'],
        action: 'executed',
        outcome: 'success',
      },
      user: {
        id: user.uid === null ? undefined : String(user.uid),
        name: user.name ?? undefined,
        effective: user.euid === null ? undefined : { id: String(user.euid) },
        audit: { id: user.auid === null ? 'unset' : String(user.auid) },
      },
      process: processOf(event),
      file: { path: files[0]?.name, device: '00:00' },
      container: container === null ? undefined : { id: container.id },
      auditd: {
        message_type: 'syscall',
        sequence,
        result: 'success',
        session: user.session === null ? 'unset' : String(user.session),
        summary: { how: 'x', object: { type: 'file' } },
        data: {
          a0: '10812c8',
          arch: 'x86_64',
          argc: String(argv.length),
          exit: '0',
          syscall: 'execve',
          tty: user.tty ?? '(none)',
        },
        paths: files.map(pathOf),
      },
    }),
  );
}
