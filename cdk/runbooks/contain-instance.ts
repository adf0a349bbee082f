/**
 * The runbook `contain-instance`. Its order: take the record; read everything; write it down; only then change something,
 * first what may be refused (standby), last what is a courtesy (target groups). Whatever is repeated is right when it
 * is repeated, so that a call that fails once is made good, and one that took effect and failed, too. If the network can't
 * be cut, everything is put back by `release`.
 */
import { documentName } from '../../shared/response/actions/action.ts';
import { CONTAIN_INSTANCE } from '../../shared/response/actions/contain-instance.ts';
import { cutOff } from './contain/cut-off.ts';
import { endings } from './contain/endings.ts';
import { examine } from './contain/examine.ts';
import { leaveScalingGroup } from './contain/leave-scaling-group.ts';
import { leaveTargetGroups } from './contain/leave-target-groups.ts';
import { preserve } from './contain/preserve.ts';
import { takeRecord } from './contain/take-record.ts';
import { writeDown } from './contain/write-down.ts';
import { ContainmentRecord, type RecordTable } from './record.ts';
import { type Runbook, runbook } from './runbook.ts';

/** The runbook. */
export function containInstance(table: RecordTable, stackName: string): Runbook {
  const record = new ContainmentRecord(table, 'InstanceId');
  return runbook(
    CONTAIN_INSTANCE,
    [
      ...takeRecord(record),
      ...examine(documentName(stackName, 'prepare-vpc')),
      ...writeDown(record),
      ...leaveScalingGroup(record),
      ...preserve(record),
      ...cutOff(record),
      ...leaveTargetGroups(record),
      ...endings(record, documentName(stackName, 'release')),
    ],
    [
      'readResult.State',
      'readResult.Outcome',
      'readResult.SettingsLeft',
      'readResult.TargetGroupsLeft',
      'readFailure.State',
      'readFailure.Reason',
      'readFailure.InterfacesLeft',
    ],
  );
}
