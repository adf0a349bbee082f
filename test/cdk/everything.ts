/** A configuration with everything on. */
export const EVERYTHING = {
  stackName: 'everything',
  logGroups: ['/audit/web', { name: '/audit/ci', environment: 'ci' }],
  filterPattern: '?SYSCALL ?EXECVE',
  kinesis: { shards: 2, retentionHours: 48 },
  guardDuty: true,
  alertEmails: ['on-call@example.org', { address: 'team@example.org', from: 'high' }],
  alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:operations',
  memoryMb: 1024,
  timeoutSeconds: 30,
  reservedConcurrency: 10,
  settleDelaySeconds: 60,
  incidentWindowHours: 12,
  incidentRetentionDays: 90,
  logRetentionDays: 7,
  onDestroy: 'delete',
  customerManagedKey: true,
};
