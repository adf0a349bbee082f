/** Makes what a CloudWatch Logs subscription calls a function with. */
import { gzipSync } from 'node:zlib';

export const ACCOUNT = '111122223333';
export const GROUP = '/var/log/audit/audit.log';
export const STREAM = 'i-0123456789abcdef0';

/** The call of a function: any bytes, as base64. */
export function called(bytes: Uint8Array | string) {
  return { awslogs: { data: Buffer.from(bytes).toString('base64') } };
}

/** The call of a function: any value as gzipped JSON. */
export function calledWith(payload: unknown) {
  return called(gzipSync(JSON.stringify(payload)));
}

/** A payload of log events; `first` numbers the first of them, `overrides` replaces parts of the envelope. */
export function dataMessage(messages: readonly string[], first = 0, overrides: object = {}) {
  const logEvents = messages.map((message, index) => ({
    id: String(first + index).padStart(56, '0'),
    timestamp: 1_795_400_000_000,
    message,
  }));
  return {
    messageType: 'DATA_MESSAGE',
    owner: ACCOUNT,
    logGroup: GROUP,
    logStream: STREAM,
    subscriptionFilters: ['ldwatch'],
    logEvents,
    ...overrides,
  };
}

/** What CloudWatch Logs sends to see whether the destination answers. */
export const CONTROL_MESSAGE = {
  messageType: 'CONTROL_MESSAGE',
  owner: 'CloudwatchLogs',
  logGroup: '',
  logStream: '',
  subscriptionFilters: [],
  logEvents: [
    { id: '', timestamp: 1_795_400_000_000, message: 'CWL CONTROL MESSAGE: Checking health of destination.' },
  ],
};

/** Calls that can't be used, by why. */
export const UNUSABLE = [
  ['no-payload', 'nothing', undefined],
  ['no-payload', 'an event of another service', { Records: [] }],
  ['no-payload', 'empty data', { awslogs: { data: '' } }],
  ['not-base64', 'text that is not base64', { awslogs: { data: 'type=SYSCALL msg=audit(1.0:1)' } }],
  ['not-gzip', 'bytes that are not gzip', called('{}')],
  ['not-gzip', 'gzip cut in the middle', called(gzipSync('{"a":1}'.repeat(99)).subarray(0, 24))],
  ['too-large', 'a gzip bomb', called(gzipSync(Buffer.alloc(65 * 1024 * 1024)))],
  ['not-json', 'text that is not JSON', called(gzipSync('type=SYSCALL msg=audit(1.0:1)'))],
  ['unknown-shape', 'JSON null', calledWith(null)],
  ['unknown-shape', 'another type of message', calledWith(dataMessage([], 0, { messageType: 'OTHER' }))],
  ['unknown-shape', 'an owner that is no account', calledWith(dataMessage([], 0, { owner: 'me' }))],
  ['unknown-shape', 'log events that are none', calledWith(dataMessage([], 0, { logEvents: [{ id: 1 }] }))],
] as const;
