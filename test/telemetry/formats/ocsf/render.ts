/** An execution as an agent tells it in OCSF 1.4, Process Activity: Launch. */
import type { Ancestor, ExecEvent } from '../../../../shared/telemetry/exec-event.ts';

/** The name and the type are required beside the path. */
function fileAt(path: string): Record<string, unknown> {
  return { name: path.slice(path.lastIndexOf('/') + 1), path, type: 'Regular File', type_id: 1 };
}

function entity({ pid, exe, commandLine }: Ancestor): Record<string, unknown> {
  return {
    pid: pid ?? undefined,
    cmd_line: commandLine ?? undefined,
    file: exe === null ? undefined : fileAt(exe),
  };
}

/** An event, as JSON. */
export function renderOcsf(event: ExecEvent): string {
  const { exe, user, background } = event;
  const { container, ancestors, environment, sha256 } = background;
  const [parent = { pid: event.ppid, exe: null, commandLine: null }] = ancestors;
  const path = exe === null ? undefined : `${exe.path}${exe.deleted || exe.memfd ? ' (deleted)' : ''}`;
  return JSON.stringify({
    activity_id: 1,
    activity_name: 'Launch',
    actor: { process: entity(parent) },
    category_name: 'System Activity',
    category_uid: 1,
    class_name: 'Process Activity',
    class_uid: 1007,
    device: { hostname: event.host, os: { name: 'Linux', type_id: 200 }, type_id: 1 },
    metadata: {
      product: { name: 'agent', vendor_name: 'Example' },
      uid: event.sourceEventId,
      version: '1.4.0',
    },
    process: {
      pid: event.pid,
      cmd_line: event.argv
        .map((argument) => argument ?? '')
        .join(' ')
        .toWellFormed(),
      file: {
        ...(path === undefined ? {} : fileAt(path.toWellFormed())),
        hashes: sha256 === null ? undefined : [{ algorithm_id: 3, algorithm: 'SHA-256', value: sha256 }],
      },
      user: { uid: user.uid === null ? undefined : String(user.uid), name: user.name ?? undefined },
      euid: user.euid ?? undefined,
      auid: user.auid ?? undefined,
      session: {
        uid: user.session === null ? undefined : String(user.session),
        terminal: user.tty ?? undefined,
      },
      working_directory: event.cwd ?? undefined,
      parent_process: entity(parent),
      ancestry: ancestors.length > 1 ? ancestors.map(entity) : undefined,
      container:
        container === null
          ? undefined
          : {
              uid: container.id ?? undefined,
              name: container.name ?? undefined,
              image: { name: container.image ?? undefined },
            },
      environment_variables:
        environment === null
          ? undefined
          : Object.entries(environment.variables).map(([name, value]) => ({ name, value })),
    },
    severity: 'Informational',
    severity_id: 1,
    time: event.time,
    type_name: 'Process Activity: Launch',
    type_uid: 100701,
  });
}
