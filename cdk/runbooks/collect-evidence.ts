/**
 * The runbook `collect-evidence`: what is lost first is taken first. What fails does not keep the rest from being taken, and
 * makes the automation fail in the end all the same (isCritical).
 */
import { commandName } from '../../shared/response/actions/action.ts';
import { COLLECT_EVIDENCE } from '../../shared/response/actions/collect-evidence.ts';
import { type Runbook, runbook } from './runbook.ts';
import { branch, call, is, ME, ref } from './steps.ts';

/** Seconds for the host to take the command; the script's own limit is in its document. */
const DELIVERED_WITHIN = 120;
/** Where the evidence of one automation lies in the bucket. */
const PREFIX = `${ref('InstanceId')}/${ME}`;
const GO_ON = { onFailure: 'Continue', isCritical: true } as const;

/** The bucket; its name is known when the document is made. */
export interface EvidenceStore {
  readonly bucketName: string;
}

/** The runbook. */
export function collectEvidence({ bucketName }: EvidenceStore, stackName: string): Runbook {
  return runbook(
    COLLECT_EVIDENCE,
    [
      {
        name: 'collect',
        action: 'aws:runCommand',
        inputs: {
          DocumentName: commandName(stackName, 'collect-evidence'),
          InstanceIds: [ref('InstanceId')],
          TimeoutSeconds: DELIVERED_WITHIN,
          Parameters: {
            Pid: ref('Pid'),
            EventTime: ref('EventTime'),
            EventSerial: ref('EventSerial'),
            Incident: ref('Incident'),
            PackUrl: ref('PackUrl'),
            ManifestUrl: ref('ManifestUrl'),
            Bucket: bucketName,
            Prefix: `${PREFIX}/host`,
          },
        },
        ...GO_ON,
      },
      branch('isSnapshotWanted', [[is('Snapshot', 'true'), 'snapshot']], 'isLogKnown'),
      call(
        'snapshot',
        {
          Service: 'ec2',
          Api: 'CreateSnapshots',
          InstanceSpecification: { InstanceId: ref('InstanceId') },
          Description: `ldwatch collect-evidence ${ME}`,
          CopyTagsFromSource: 'volume',
          TagSpecifications: [
            {
              ResourceType: 'snapshot',
              Tags: [
                { Key: 'ldwatch:evidence-of', Value: ref('InstanceId') },
                { Key: 'ldwatch:automation', Value: ME },
              ],
            },
          ],
        },
        { Snapshots: '$.Snapshots[*].SnapshotId' },
        // Not again: each attempt would take one of each volume.
        { ...GO_ON, maxAttempts: 1 },
      ),
      branch('isLogKnown', [[is('LogGroup', ''), 'end']], 'exportLog'),
      call(
        'exportLog',
        {
          Service: 'logs',
          Api: 'CreateExportTask',
          taskName: `ldwatch-${ME}`,
          logGroupName: ref('LogGroup'),
          logStreamNamePrefix: ref('LogStream'),
          from: ref('LogFrom'),
          to: ref('LogTo'),
          destination: bucketName,
          destinationPrefix: `${PREFIX}/log`,
        },
        { TaskId: '$.taskId' },
        { ...GO_ON, maxAttempts: 1 },
      ),
      { name: 'end', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
    ],
    ['collect.Output', 'collect.ResponseCode', 'snapshot.Snapshots', 'exportLog.TaskId'],
  );
}
