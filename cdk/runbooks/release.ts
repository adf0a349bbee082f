/**
 * The runbook `release`. Its order: take the record; look at everything; refuse where somebody changed something since; put back the
 * network, the group, the target groups, the settings. Started again, it goes on where it was.
 */
import { RELEASE } from '../../shared/response/actions/release.ts';
import { ContainmentRecord, type RecordTable } from './record.ts';
import { check } from './release/check.ts';
import { endings } from './release/endings.ts';
import { registerAgain, restoreInterfaces, restoreSettings, returnToGroup } from './release/restore.ts';
import { takeRecord } from './release/take-record.ts';
import { type Runbook, runbook } from './runbook.ts';

/** The runbook. */
export function release(table: RecordTable): Runbook {
  const record = new ContainmentRecord(table, 'InstanceId');
  return runbook(
    RELEASE,
    [
      ...takeRecord(record),
      ...check(record),
      ...restoreInterfaces(record),
      ...returnToGroup(record),
      ...registerAgain(record),
      ...restoreSettings(record),
      ...endings(record),
    ],
    [
      'readResult.State',
      'readResult.Outcome',
      'readResult.ForeignInterfaces',
      'readFailure.State',
      'readFailure.Outcome',
      'readFailure.InterfacesLeft',
      'readFailure.SettingsLeft',
      'readFailure.TargetGroupsLeft',
      'readFailure.ForeignInterfaces',
      'readFailure.ForeignSettings',
    ],
  );
}
