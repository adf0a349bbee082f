/** What the detecting function may be called with that is no log of executions: it has to take each without an error. */
import { gzipSync } from 'node:zlib';
import { ACCOUNT } from './account.ts';
import { HOSTS } from './hosts.ts';
import type { Services } from './services.ts';

/** More than is ever unpacked, in a hundred kilobytes. */
const BOMB_BYTES = 100 * 1024 * 1024;

function awslogs(data: string): object {
  return { awslogs: { data } };
}

function packed(payload: unknown): object {
  return awslogs(gzipSync(JSON.stringify(payload)).toString('base64'));
}

function logEvents(...messages: string[]): object {
  return packed({
    messageType: 'DATA_MESSAGE',
    owner: ACCOUNT,
    ...HOSTS[0],
    subscriptionFilters: ['audit'],
    logEvents: messages.map((message, index) => ({
      id: String(index).padStart(56, '0'),
      timestamp: Date.now(),
      message,
    })),
  });
}

const BAD: Readonly<Record<string, unknown>> = {
  'an empty event': {},
  'null instead of an event': null,
  'no data': awslogs(''),
  'no base64': awslogs('{"messageType":"DATA_MESSAGE"}'),
  'no gzip': awslogs(Buffer.from('not gzip').toString('base64')),
  'gzip that was cut': awslogs(
    gzipSync(JSON.stringify({ messageType: 'DATA_MESSAGE' }))
      .toString('base64')
      .slice(0, 24),
  ),
  'no JSON': awslogs(gzipSync('<log>').toString('base64')),
  'another shape': packed({ messageType: 'DATA_MESSAGE', logEvents: 'none' }),
  'a bomb': awslogs(gzipSync(Buffer.alloc(BOMB_BYTES)).toString('base64')),
  'a control message': packed({ messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs', logEvents: [] }),
  'the log of something else': logEvents(
    '127.0.0.1 - - [24/Nov/2026:03:02:13 +0000] "GET / HTTP/1.1" 200 612',
    '{"level":"info","msg":"type=EXECVE msg=audit(1:1): argc=1"}',
    '',
    '\u0000\ufffd',
  ),
  'halves of records': logEvents(
    'type=SYSCALL msg=audit(',
    'type=EXECVE msg=audit(1795402933.349:254839): argc=99999999999 a0=',
    'type=EXECVE msg=audit(9999999999999.999:1): argc=1 a0="/lib64/ld-linux-x86-64.so.2"',
  ),
};

/** Calls the function with each, and says where it failed. */
export async function failuresOnBadPayloads(services: Services, functionName: string): Promise<string[]> {
  const failures: string[] = [];
  const path = `/2015-03-31/functions/${functionName}/invocations`;
  for (const [name, payload] of Object.entries(BAD)) {
    const { status, headers, text } = await services.rest('lambda', 'POST', path, payload);
    if (status !== 200 || headers.has('x-amz-function-error')) failures.push(`${name}: ${status} ${text}`);
  }
  return failures;
}
