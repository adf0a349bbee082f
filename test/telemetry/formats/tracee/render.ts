/** Writes an execution as Tracee's older JSON has it, with its environment, hash and ancestors switched on. */
import type { ExecEvent, OpenedFile } from '../../../../shared/telemetry/exec-event.ts';
import { wellFormed } from '../well-formed.ts';

function deviceOf({ identity }: OpenedFile): number {
  const [major = '0', minor = '0'] = identity?.split(':') ?? [];
  return Number.parseInt(major, 16) * 2 ** 20 + Number.parseInt(minor, 16);
}

function inodeOf({ identity }: OpenedFile): string {
  return identity?.split(':')[2] ?? '0';
}

/** What the kernel opened: the file that was asked for, a script's interpreter, and the linker where there is one. */
function filesOf({ files, exe }: ExecEvent): Record<string, unknown> {
  const [asked] = files;
  if (asked === undefined) return {};
  const linker = files.length > 1 ? files.at(-1) : undefined;
  const image = (files.length > 2 ? files.at(-2) : asked) ?? asked;
  return {
    cmdpath: asked.name,
    pathname: exe?.path,
    dev: deviceOf(image),
    inode: `#${inodeOf(image)}#`,
    ctime: 1,
    inode_mode: image.mode ?? 0,
    // Where it would be the executed file itself it is left out (tracee.bpf.c).
    ...(linker === undefined
      ? {}
      : {
          interpreter_pathname: linker.name,
          interpreter_dev: deviceOf(linker),
          interpreter_inode: `#${inodeOf(linker)}#`,
        }),
    interp: image.name,
  };
}

/** One line, without its newline. */
export function renderTracee(event: ExecEvent): string {
  const { time, sequence, host, pid, ppid, user, argv, background } = event;
  const { container, environment, sha256 } = background;
  const values = {
    ...filesOf(event),
    argv,
    stdin_type: 'S_IFCHR',
    stdin_path: '/dev/null',
    invoked_from_kernel: 0,
    env: Object.entries(environment?.variables ?? {}).map(([name, value]) => `${name}=${value}`),
    sha256: sha256 ?? '',
  };
  const record = {
    timestamp: `#${time}${String(sequence % 1_000_000).padStart(6, '0')}#`,
    threadStartTime: `#${time}000000#`,
    processorId: 1,
    processId: pid,
    cgroupId: 1386180,
    threadId: pid,
    parentProcessId: ppid,
    hostProcessId: pid,
    hostThreadId: pid,
    hostParentProcessId: ppid,
    userId: user.uid,
    mountNamespace: 4026531840,
    pidNamespace: 4026531836,
    processName: 'x',
    hostName: host,
    container: container === null ? {} : { id: container.id },
    kubernetes: {},
    eventId: '707',
    eventName: 'sched_process_exec',
    matchedPolicies: ['executions'],
    argsNum: Object.keys(values).length,
    returnValue: 0,
    syscall: 'execve',
    stackAddresses: null,
    contextFlags: { containerStarted: false, isCompat: false },
    threadEntityId: 2846501123,
    processEntityId: 2846501123,
    parentEntityId: 1150947821,
    args: Object.entries(values).map(([name, value]) => ({ name, type: 'const char*', value })),
  };
  // Numbers past 2^53, which only text can hold.
  return JSON.stringify(wellFormed(record)).replaceAll(/(?<=[:,])"#(\d+)#"/g, '$1');
}
