/** A finding of GuardDuty's Runtime Monitoring, sent by the test in its place. */

import { ACCOUNT, REGION } from './account.ts';
import type { Services } from './services.ts';

/** Its id, by which it is found again. */
export const FINDING_ID = '5ac2b1d2e3f4450697a8b9cadbecfd0e';

const PROCESS = {
  name: 'ld-linux-x86-64.so.2',
  executablePath: '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
  executableSha256: '5d1a5f4b3c2e1d0f9e8d7c6b5a49382716050493827160504938271605049382',
  pwd: '/home/ec2-user',
  pid: 5435,
  namespacePid: 5435,
  startTime: 1795402933,
  uuid: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  parentUuid: '1f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  user: 'root',
  userId: 0,
  euid: 0,
  lineage: [],
};

const DETAIL = {
  schemaVersion: '2.0',
  accountId: ACCOUNT,
  region: REGION,
  partition: 'aws',
  id: FINDING_ID,
  arn: `arn:aws:guardduty:${REGION}:${ACCOUNT}:detector/d0/finding/${FINDING_ID}`,
  type: 'Execution:Runtime/SuspiciousCommand',
  resource: { resourceType: 'Instance', instanceDetails: { instanceId: 'i-0a000000000000001' } },
  service: {
    serviceName: 'guardduty',
    detectorId: 'd0',
    featureName: 'RuntimeMonitoring',
    runtimeDetails: {
      process: PROCESS,
      context: { commandLineExample: '/lib64/ld-linux-x86-64.so.2 /tmp/x' },
    },
    eventFirstSeen: '2026-11-23T03:02:13.000Z',
    eventLastSeen: '2026-11-23T03:02:13.000Z',
    archived: false,
    count: 1,
  },
  severity: 5,
  title: 'A suspicious command was executed.',
  description: 'A suspicious command was executed on the instance.',
};

/**
 * Puts it on the default event bus, beside a finding of another kind, which no rule of ours may take.
 *
 * @throws Error unless the bus takes both
 */
export async function putFindings(services: Services): Promise<void> {
  const other = {
    ...DETAIL,
    id: `${FINDING_ID.slice(0, -1)}f`,
    type: 'UnauthorizedAccess:EC2/SSHBruteForce',
  };
  const answer = await services.json('events', 'AWSEvents.PutEvents', {
    Entries: [DETAIL, other].map((detail) => ({
      Source: 'aws.guardduty',
      DetailType: 'GuardDuty Finding',
      Detail: JSON.stringify(detail),
    })),
  });
  if (answer.status !== 200 || !answer.text.includes('"FailedEntryCount": 0'))
    throw new Error(`the event bus refused the findings: ${answer.text}`);
}
