/** Every action by its name. */
import type { Action, ActionName } from './action.ts';
import { COLLECT_EVIDENCE } from './collect-evidence.ts';
import { CONTAIN } from './contain.ts';
import { CONTAIN_INSTANCE } from './contain-instance.ts';
import { CONTAIN_TASK } from './contain-task.ts';
import { PREPARE_VPC } from './prepare-vpc.ts';
import { RELEASE } from './release.ts';
import { RESTORE_SESSIONS, REVOKE_SESSIONS } from './revoke-sessions.ts';
import { STOP_PROCESS } from './stop-process.ts';

/** The actions that there are. */
export const ACTIONS: Readonly<Record<ActionName, Action>> = {
  contain: CONTAIN,
  'collect-evidence': COLLECT_EVIDENCE,
  'stop-process': STOP_PROCESS,
  'contain-instance': CONTAIN_INSTANCE,
  'contain-task': CONTAIN_TASK,
  'revoke-sessions': REVOKE_SESSIONS,
  'restore-sessions': RESTORE_SESSIONS,
  release: RELEASE,
  'prepare-vpc': PREPARE_VPC,
};
