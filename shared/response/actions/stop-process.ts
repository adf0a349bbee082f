/** Freezes or kills the process of a finding, with what descends from it. */
import type { Action } from './action.ts';
import { INSTANCE_ID } from './parameters.ts';
import { commandStatements } from './statements.ts';

/** Parameters of the script that are passed on to it: cdk/host has what they mean. */
export const STOP_PARAMETERS = {
  Mode: {
    description:
      'check only says what would be stopped; freeze sends SIGSTOP, which a host undoes with SIGCONT; kill is final',
    pattern: '^(check|freeze|kill)$',
    standard: 'freeze',
  },
  Pid: { description: 'Process id of the finding', pattern: '^[1-9][0-9]{0,6}$', standard: null },
  EventTime: {
    description: 'Time of the finding, seconds since 1970 UTC',
    pattern: '^[0-9]{9,11}([.][0-9]{1,9})?$',
    standard: null,
  },
  ExecutableHex: {
    description: 'Path of the executed file, its bytes in hexadecimal; empty where it is not known',
    pattern: '^(([0-9a-f]{2}){1,4096})?$',
    standard: '',
  },
  Device: {
    description: 'Device of the executed file, as fe:00; empty where it is not known',
    pattern: '^([0-9a-f]{1,8}:[0-9a-f]{1,8})?$',
    standard: '',
  },
  Inode: {
    description: 'Inode of the executed file; empty where it is not known',
    pattern: '^([0-9]{1,20})?$',
    standard: '',
  },
  StartTicks: {
    description: 'Start of the process in clock ticks since boot; empty where it is not known',
    pattern: '^([0-9]{1,20})?$',
    standard: '',
  },
  IfExecutedAgain: {
    description: 'Whether a process is stopped that has executed another program since: refuse or stop',
    pattern: '^(refuse|stop)$',
    standard: 'refuse',
  },
} as const;

/** The action. */
export const STOP_PROCESS: Action<'InstanceId' | keyof typeof STOP_PARAMETERS> = {
  name: 'stop-process',
  summary:
    'Freezes or kills the process of a finding with its descendants, on the host, after checking that it still is that process.',
  does: (target) =>
    `stops the process of the finding with its descendants${target.kind === 'instance' ? ` on ${target.instanceId}` : ''}, if it ` +
    'still is that process',
  undo: {
    kind: 'final',
    says: 'a frozen process goes on after kill -CONT on the host; a killed one is gone',
  },
  parameters: { InstanceId: INSTANCE_ID, ...STOP_PARAMETERS },
  statements: (place) => commandStatements(place, 'stop-process'),
};
