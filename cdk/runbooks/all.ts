/** Every runbook. */
import type { ActionName } from '../../shared/response/actions/action.ts';
import { collectEvidence, type EvidenceStore } from './collect-evidence.ts';
import { contain } from './contain.ts';
import { containInstance } from './contain-instance.ts';
import { containTask } from './contain-task.ts';
import { prepareVpc } from './prepare-vpc.ts';
import type { RecordTable } from './record.ts';
import { release } from './release.ts';
import type { Runbook } from './runbook.ts';
import { restoreSessions, revokeSessions } from './sessions.ts';
import { stopProcess } from './stop-process.ts';

/** What runbooks work with. */
export interface RunbookSurroundings {
  readonly table: RecordTable;
  readonly evidence: EvidenceStore;
  /** Of the pipeline. */
  readonly stackName: string;
}

/** By the actions that they are. */
export function runbooks({
  table,
  evidence,
  stackName,
}: RunbookSurroundings): Readonly<Record<ActionName, Runbook>> {
  return {
    contain: contain(stackName),
    'collect-evidence': collectEvidence(evidence, stackName),
    'stop-process': stopProcess(stackName),
    'contain-instance': containInstance(table, stackName),
    'contain-task': containTask(table),
    'revoke-sessions': revokeSessions(),
    'restore-sessions': restoreSessions(),
    release: release(table),
    'prepare-vpc': prepareVpc(),
  };
}
