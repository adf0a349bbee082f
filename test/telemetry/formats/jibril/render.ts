/** Writes an execution as a detection of Jibril's (garnet-org/jibril-ashkaal, ongoing.Execution). */
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';
import { wellFormed } from '../well-formed.ts';

const NAMESPACES = {
  mnt_ns: 4026531840,
  pid_ns: 4026531836,
  uts_ns: 4026531838,
  ipc_ns: 4026531839,
  net_ns: 4026531993,
  cgroup_ns: 4026531835,
};

/** Numbers under which Jibril finds the parts of a process again. */
const HASHES = {
  process_hash: 2846501123,
  parent_hash: 1150947821,
  comm_hash: 391047120,
  exe_hash: 3718294650,
  args_hash: 902847561,
  envs_hash: 1746290385,
  loader_hash: 2209486173,
  prev_exe_hash: 660294817,
};

/** One line, without its newline. */
export function renderJibril(event: ExecEvent): string {
  const { sourceEventId, time, host, pid, ppid, exe, argv, user, files, background } = event;
  const { container, ancestors, environment } = background;
  const variables = Object.entries(environment?.variables ?? {}).map(([name, value]) => `${name}=${value}`);
  const [command, ...rest] = argv;
  const record = {
    uuid: sourceEventId,
    timestamp: new Date(time).toISOString(),
    note: 'suspicious execution',
    metadata: {
      kind: 'execution',
      name: 'exec_example',
      format: 'detection',
      version: '1.0',
      description: 'Example of an execution detection',
      tactic: 'execution',
      technique: 'command_and_scripting_interpreter',
      subtechnique: 'unix_shell',
      importance: 'medium',
      documentation: 'https://jibril.garnet.ai/detections/execution',
    },
    score: { source: 'recipe', severity: 50, severity_level: 'medium', confidence: 0.5, risk_score: 25 },
    background: {
      containers: container === null ? undefined : { containers: [{ id: container.id }] },
      ancestry: ancestors.map((ancestor) => ({
        uuid: sourceEventId,
        start: new Date(time).toISOString(),
        exit: '0001-01-01T00:00:00Z',
        retcode: 0,
        uid: user.uid,
        pid: ancestor.pid,
        ppid: 1,
        comm: 'x',
        cmd: '',
        exe: ancestor.exe,
        namespaces: NAMESPACES,
        ...HASHES,
      })),
    },
    scenarios: {
      hostos: {
        scenario_type: 'hostos',
        machine_id: 'b1946ac92492d2347c6235b4d2611184',
        hostname: host,
        ip: '10.0.0.5',
        os: 'linux',
        arch: 'amd64',
      },
    },
    process: {
      uuid: sourceEventId,
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
      prev_exe: '/usr/bin/bash',
      prev_args: '-c x',
      prev_loader: '/lib64/ld-linux-x86-64.so.2',
      namespaces: NAMESPACES,
      ...HASHES,
    },
  };
  return JSON.stringify(wellFormed(record));
}
