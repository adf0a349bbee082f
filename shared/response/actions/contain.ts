/** Everything that is done about one finding, as one automation: evidence, then the process, then the network. */
import type { Action, ActionName } from './action.ts';
import { COLLECT_EVIDENCE } from './collect-evidence.ts';
import { INCIDENT, INSTANCE_ID } from './parameters.ts';
import { holderStatement, startStatements } from './statements.ts';
import { STOP_PARAMETERS } from './stop-process.ts';

/** In their order: what comes after destroys some of what comes before. */
export const CONTAIN_STEPS = [
  'collect-evidence',
  'stop-process',
  'contain-instance',
] as const satisfies ActionName[];

const { EventSerial, LogGroup, LogStream, LogFrom, LogTo } = COLLECT_EVIDENCE.parameters;
const { Pid, EventTime, ExecutableHex } = STOP_PARAMETERS;

/** The action. */
export const CONTAIN: Action<
  | 'InstanceId'
  | 'Incident'
  | 'Pid'
  | 'EventTime'
  | 'EventSerial'
  | 'ExecutableHex'
  | 'LogGroup'
  | 'LogStream'
  | 'LogFrom'
  | 'LogTo'
> = {
  name: 'contain',
  summary:
    'Collects the evidence, stops the process and cuts the instance off, in this order; where one of the first two fails, the ' +
    'next is done all the same, and it is said.',
  does: (target) =>
    `collects evidence, stops the process and cuts off ${target.kind === 'instance' ? target.instanceId : 'the task'}`,
  undo: {
    kind: 'action',
    action: 'release',
    says: 'puts the instance back; a process that was killed stays gone',
  },
  parameters: {
    InstanceId: INSTANCE_ID,
    Incident: { ...INCIDENT, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$' },
    Pid,
    EventTime,
    EventSerial,
    ExecutableHex,
    LogGroup,
    LogStream,
    LogFrom,
    LogTo,
  },
  statements: (place) => [holderStatement(place), ...startStatements(place, ...CONTAIN_STEPS)],
};
