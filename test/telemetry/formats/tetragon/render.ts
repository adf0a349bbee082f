/**
 * An execution as Tetragon exports it. The file is the one that was asked for, made absolute: links are not followed, of
 * a script it is the script, of an unnamed file its descriptor. argv[0] is left out, arguments with a blank are quoted.
 */
import { posix } from 'node:path';
import type { Ancestor, Container, ExecEvent } from '../../../../shared/telemetry/exec-event.ts';

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

/** What every process of a pod has, its parents too. */
function podFields(container: Container | null): Record<string, unknown> {
  if (container === null) return {};
  const image = container.image ?? undefined;
  return {
    docker: container.id?.slice(0, 31),
    pod: {
      namespace: container.namespace ?? undefined,
      name: container.pod ?? undefined,
      container: {
        id: `containerd://${container.id}`,
        name: container.name ?? undefined,
        image: { id: image, name: image },
        start_time: '2026-11-20T08:00:00Z',
        pid: 40,
      },
      pod_labels: { app: container.name ?? '' },
      workload: container.name ?? undefined,
      workload_kind: 'Deployment',
    },
  };
}

/** A parent is a whole process as well; what is not known of it is as the process's own. */
function aboveIt(event: ExecEvent, { pid, exe, commandLine }: Ancestor): Record<string, unknown> {
  const { host, user, cwd, time } = event;
  return {
    exec_id: execId(host, '1', pid),
    pid,
    uid: user.euid,
    cwd: cwd ?? '',
    binary: exe ?? undefined,
    arguments: commandLine?.split(' ').slice(1).join(' '),
    flags: 'execve clone',
    start_time: new Date(time - 1000).toISOString(),
    auid: user.auid ?? 4_294_967_295,
    parent_exec_id: execId(host, '1', 1),
    tid: pid,
    ...podFields(event.background.container),
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
    ...podFields(container),
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
  const [parent, ...rest] = ancestors.map((one) => aboveIt(event, one));
  const exec = { process, parent, ancestors: rest.length > 0 ? rest : undefined };
  return JSON.stringify({
    process_exec: exec,
    node_name: host,
    time: moment,
    cluster_name: container?.cluster ?? undefined,
  });
}
