/** Keeps what a host, its log and its disks know, before anything is changed. */
import type { Action } from './action.ts';
import { OPTED_IN } from './opt-in.ts';
import { INCIDENT, INSTANCE_ID } from './parameters.ts';
import { commandStatements, instanceArns, keyStatements, ownArn } from './statements.ts';

const PUT_URL = '^(https://[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?/[A-Za-z0-9._~%/?&=+:@,-]{1,3800})?$';
const MILLISECONDS = '^[0-9]{12,14}$';

/** The action. */
export const COLLECT_EVIDENCE: Action<
  | 'InstanceId'
  | 'Incident'
  | 'Pid'
  | 'EventTime'
  | 'EventSerial'
  | 'PackUrl'
  | 'ManifestUrl'
  | 'LogGroup'
  | 'LogStream'
  | 'LogFrom'
  | 'LogTo'
  | 'Snapshot'
> = {
  name: 'collect-evidence',
  summary:
    'Keeps the evidence: what the host knows of the process, its program and its loader; the log around it, which the host can not ' +
    'change any more; snapshots of its volumes where that is wanted.',
  does: (target) =>
    `collects evidence${target.kind === 'instance' ? ` on ${target.instanceId}` : ''}: process, memory maps, the program and its ` +
    'hash, loader integrity, the log around it; nothing on the host is changed',
  undo: { kind: 'nothing', says: 'it reads, and adds objects and snapshots' },
  parameters: {
    InstanceId: INSTANCE_ID,
    Incident: {
      ...INCIDENT,
      pattern: '^([A-Za-z0-9][A-Za-z0-9._-]{0,127})?$',
      standard: '',
    },
    Pid: { description: 'Process id of the finding', pattern: '^[1-9][0-9]{0,6}$', standard: null },
    EventTime: {
      description: 'Time of the finding, seconds since 1970 UTC',
      pattern: '^[0-9]{9,11}([.][0-9]{1,9})?$',
      standard: null,
    },
    EventSerial: {
      description: 'Serial number of the audit event; empty where there is none',
      pattern: '^([0-9]{1,20})?$',
      standard: '',
    },
    PackUrl: {
      description:
        'Presigned URL (PUT) for the pack, which spares the instance rights of its own; empty to put it into the bucket by the AWS CLI',
      pattern: PUT_URL,
      standard: '',
    },
    ManifestUrl: { description: 'As PackUrl, for the manifest', pattern: PUT_URL, standard: '' },
    LogGroup: {
      description: 'Log group of the finding, to be exported too; empty for none',
      pattern: '^([.A-Za-z0-9_/#-]{1,512})?$',
      standard: '',
    },
    LogStream: {
      description: 'What the names of its log streams begin with: the log stream of the host',
      pattern: '^[^{}:*]{1,512}$',
      standard: '-',
    },
    LogFrom: {
      description: 'Beginning of what is exported, milliseconds since 1970 UTC',
      type: 'Integer',
      pattern: MILLISECONDS,
      standard: '100000000000',
    },
    LogTo: {
      description: 'End of what is exported, milliseconds since 1970 UTC',
      type: 'Integer',
      pattern: MILLISECONDS,
      standard: '100000000000',
    },
    Snapshot: {
      description: 'Whether snapshots of all its volumes are taken: true or false',
      pattern: '^(true|false)$',
      standard: 'false',
    },
  },
  statements: (place) => [
    ...commandStatements(place, 'collect-evidence'),
    // CloudWatch Logs writes with the rights of whoever asks it to, and those that the bucket gives it (evidence-bucket.ts).
    { actions: ['s3:PutObject'], resources: [`${place.evidenceBucketArn}/*`] },
    ...keyStatements(place),
    { actions: ['logs:CreateExportTask'], resources: [ownArn(place, 'logs', 'log-group:*')] },
    { actions: ['ec2:CreateSnapshots'], resources: instanceArns(place), conditions: OPTED_IN },
    {
      actions: ['ec2:CreateSnapshots'],
      resources: [
        ownArn(place, 'ec2', 'volume/*'),
        // Snapshots belong to no account in their ARN (Service Authorization Reference: snapshot).
        `arn:${place.partition}:ec2:${place.region}::snapshot/*`,
      ],
    },
    {
      actions: ['ec2:CreateTags'],
      resources: [`arn:${place.partition}:ec2:${place.region}::snapshot/*`],
      conditions: { StringEquals: { 'ec2:CreateAction': 'CreateSnapshots' } },
    },
  ],
};
