/** Writes an execution as a detection of Jibril's (garnet-org/jibril-ashkaal, ongoing.Execution). */
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';
import { wellFormed } from '../well-formed.ts';

/** One line, without its newline. */
export function renderJibril(event: ExecEvent): string {
  const { sourceEventId, time, host, pid, ppid, exe, argv, user, files, background } = event;
  const { container, ancestors, environment } = background;
  const variables = Object.entries(environment?.variables ?? {}).map(([name, value]) => `${name}=${value}`);
  const [command, ...rest] = argv;
  const record = {
    uuid: sourceEventId,
    timestamp: new Date(time).toISOString(),
    metadata: { kind: 'execution', name: 'exec_example', format: 'detection', version: '1.0' },
    background: {
      containers: container === null ? undefined : { containers: [{ id: container.id }] },
      ancestry: ancestors.map((ancestor) => ({ pid: ancestor.pid, ppid: 1, exe: ancestor.exe, cmd: '' })),
    },
    scenarios: { hostos: { scenario_type: 'hostos', hostname: host } },
    process: {
      start: new Date(time).toISOString(),
      exit: '0001-01-01T00:00:00Z',
      retcode: 0,
      uid: user.uid,
      pid,
      ppid,
      comm: 'x',
      cmd: command,
      exe: exe === null ? '' : `${exe.path}${exe.deleted || exe.memfd ? ' (deleted)' : ''}`,
      args: rest.length === 0 ? undefined : rest.join(' '),
      envs: variables.length === 0 ? undefined : variables.join(' '),
      loader: files.length < 2 ? undefined : files.at(-1)?.name,
    },
  };
  return JSON.stringify(wellFormed(record));
}
