/**
 * An execution as Tetragon exports it. The file is the one that was asked for, made absolute: links are not followed, of
 * a script it is the script, of an unnamed file its descriptor. argv[0] is left out, arguments with a blank are quoted.
 */
import { posix } from 'node:path';
import type { Ancestor, ExecEvent } from '../../../../shared/telemetry/exec-event.ts';

function joined(argv: readonly string[]): string {
  let text = '';
  for (const argument of argv) {
    if (argument.includes(' ')) text += ` "${argument}"`;
    else text = text === '' ? argument : `${text} ${argument}`;
  }
  return text.replace(/^ /, '').toWellFormed();
}

function askedFor(event: ExecEvent): string {
  if (event.exe?.memfd === true) return '/proc/self/fd/3';
  const name = event.files[0]?.name ?? event.exe?.path ?? '';
  return name.startsWith('/') ? name : posix.join(event.cwd ?? '', name);
}

function execId(host: string, nanoseconds: string, pid: number | null): string {
  return Buffer.from(`${host}:${nanoseconds}:${pid}`).toString('base64');
}

function aboveIt(host: string, { pid, exe, commandLine }: Ancestor): Record<string, unknown> {
  return {
    exec_id: execId(host, '1', pid),
    pid,
    binary: exe ?? undefined,
    arguments: commandLine?.split(' ').slice(1).join(' '),
    flags: 'execve clone',
  };
}

/** A line of the export. */
export function renderTetragon(event: ExecEvent): string {
  const { exe, user, background, time, sequence, host, pid, cwd } = event;
  const fraction = String(sequence % 1_000_000).padStart(6, '0');
  const { container, ancestors, environment } = background;
  const moment = new Date(time).toISOString().replace('Z', `${fraction}Z`);
  const binary = askedFor(event);
  // The kernel puts the interpreter before a script's name: what is argv[0] then is not told either.
  const process = {
    exec_id: execId(host, `${time}${fraction}`, pid),
    pid,
    uid: user.euid,
    cwd: cwd ?? '',
    binary,
    arguments: joined(event.argv.slice(1).map((argument) => argument ?? '')) || undefined,
    flags: `execve clone${cwd === '/' ? ' rootcwd' : ''}`,
    start_time: moment,
    auid: user.auid ?? 4_294_967_295,
    parent_exec_id: execId(host, '1', event.ppid),
    tid: pid,
    docker: container?.id?.slice(0, 31),
    pod:
      container === null
        ? undefined
        : {
            namespace: container.namespace ?? undefined,
            name: container.pod ?? undefined,
            container: {
              id: `containerd://${container.id}`,
              name: container.name ?? undefined,
              image: { name: container.image ?? undefined },
            },
          },
    process_credentials: user.uid === null ? undefined : { uid: user.uid, euid: user.euid },
    binary_properties:
      exe?.memfd === true || exe?.deleted === true
        ? { file: { inode: { number: '45021', links: 0 } } }
        : undefined,
    environment_variables:
      environment === null
        ? undefined
        : Object.entries(environment.variables).map(([Key, Value]) => ({ Key, Value })),
  };
  const [parent, ...rest] = ancestors.map((one) => aboveIt(host, one));
  const exec = { process, parent, ancestors: rest.length > 0 ? rest : undefined };
  return JSON.stringify({
    process_exec: exec,
    node_name: host,
    time: moment,
    cluster_name: container?.cluster ?? undefined,
  });
}
