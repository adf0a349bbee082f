/** GuardDuty's events, written from their schema: what a test says differs. */

/** What a test may say of a finding. */
export interface RuntimeParts {
  readonly path?: string;
  readonly lineage?: readonly Record<string, unknown>[];
  readonly process?: Record<string, unknown>;
  readonly context?: Record<string, unknown>;
  readonly resource?: Record<string, unknown>;
  readonly service?: Record<string, unknown>;
  readonly detail?: Record<string, unknown>;
}

/** Milliseconds since 1970 at which the process of every finding started. */
export const STARTED = Date.parse('2026-11-23T03:02:13.000Z');

/** A finding of Runtime Monitoring about one process, as EventBridge delivers it. */
export function runtimeEvent(parts: RuntimeParts = {}): Record<string, unknown> {
  const { path = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', lineage = [] } = parts;
  const process = {
    name: 'x',
    executablePath: path,
    executableSha256: 'AB'.repeat(32),
    pwd: '/tmp',
    pid: 5435,
    namespacePid: 7,
    startTime: STARTED / 1000,
    user: 'jo',
    userId: 1000,
    euid: 1000,
    lineage,
    ...parts.process,
  };
  return {
    source: 'aws.guardduty',
    'detail-type': 'GuardDuty Finding',
    detail: {
      schemaVersion: '2.0',
      accountId: '111122223333',
      region: 'eu-central-1',
      id: '5ac2b1d2e3f4450697a8b9cadbecfd0e',
      type: 'Execution:Runtime/X',
      severity: 8,
      title: 'Something was executed.',
      resource: {
        resourceType: 'Instance',
        instanceDetails: { instanceId: 'i-0a000000000000001' },
        ...parts.resource,
      },
      service: {
        featureName: 'RuntimeMonitoring',
        eventFirstSeen: '2026-11-23T03:02:20.000Z',
        eventLastSeen: '2026-11-23T03:02:20.000Z',
        count: 1,
        runtimeDetails: { process, context: { ...parts.context } },
        ...parts.service,
      },
      ...parts.detail,
    },
  };
}

/** A notice about an instance, as EventBridge delivers it. */
export function coverageEvent(status: 'Healthy' | 'Unhealthy', detail: Record<string, unknown> = {}) {
  return {
    id: 'e-1',
    source: 'aws.guardduty',
    'detail-type': `GuardDuty Runtime Protection ${status}`,
    account: '111122223333',
    region: 'eu-central-1',
    time: '2026-11-23T03:02:13Z',
    detail: {
      schemaVersion: '1.0',
      resourceAccountId: '111122223333',
      currentStatus: status.toUpperCase(),
      resourceDetails: {
        resourceType: 'EC2',
        ec2InstanceDetails: { instanceId: 'i-0a000000000000001' },
      },
      issue: 'Agent not reporting',
      lastUpdatedAt: 1795402933,
      ...detail,
    },
  };
}
