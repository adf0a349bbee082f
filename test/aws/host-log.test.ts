import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it, vi } from 'vitest';
import { CloudWatchHostLog } from '../../shared/aws/host-log.ts';
import { found, T0 } from '../incident/findings.ts';

const { origin } = found();

interface Page {
  readonly events?: readonly { readonly message?: string }[];
  readonly nextBackwardToken?: string;
  readonly nextForwardToken?: string;
}

/** Answers with one page after the other, the last again and again. */
function logOf(...pages: readonly Page[]) {
  const client = new CloudWatchLogsClient({ region: 'eu-central-1' });
  let next = 0;
  const send = vi
    .spyOn(client, 'send')
    .mockImplementation(async () => pages[Math.min(next++, pages.length - 1)]);
  return { log: new CloudWatchHostLog(client), inputs: () => send.mock.calls.map(([{ input }]) => input) };
}

function logThatThrows(name: string) {
  const client = new CloudWatchLogsClient({ region: 'eu-central-1' });
  vi.spyOn(client, 'send').mockImplementation(async () =>
    Promise.reject(Object.assign(new Error('no'), { name })),
  );
  return new CloudWatchHostLog(client);
}

const page = (nextBackwardToken: string, ...messages: readonly string[]): Page => ({
  events: messages.map((message) => ({ message })),
  nextBackwardToken,
});

describe('the log of a host is read', () => {
  it('takes log events apart that a shipper joined of several lines', async () => {
    const { log } = logOf(page('a', 'type=CWD\ntype=PATH\n', '3'), page('a'));
    expect(await log.between(origin, T0, T0 + 1)).toEqual({
      readable: true,
      lines: ['type=CWD', 'type=PATH', '3'],
    });
  });

  it('from its end on, until the token repeats, and given in its order', async () => {
    const { log, inputs } = logOf(page('a', '3', '4'), page('b', '1', '2'), page('b'));
    expect(await log.between(origin, T0, T0 + 1000)).toEqual({
      readable: true,
      lines: ['1', '2', '3', '4'],
    });
    const asked = {
      logGroupName: origin.logGroup,
      logStreamName: origin.logStream,
      startTime: T0,
      endTime: T0 + 1000,
      startFromHead: false,
    };
    expect(inputs()).toEqual([asked, { ...asked, nextToken: 'a' }, { ...asked, nextToken: 'b' }]);
  });

  it('past an empty page: only the token tells the end', async () => {
    const { log } = logOf(page('a'), page('b', '1'), page('b'));
    expect(await log.between(origin, T0, T0 + 1)).toEqual({ readable: true, lines: ['1'] });
  });

  it.each<[string, Page]>([
    ['no token', { events: [{ message: '1' }, {}] }],
    ['nothing', {}],
  ])('once where the answer has %s', async (_name, only) => {
    const { log, inputs } = logOf(only);
    const lines = only.events === undefined ? [] : ['1', ''];
    expect(await log.between(origin, T0, T0 + 1)).toEqual({ readable: true, lines });
    expect(inputs()).toHaveLength(1);
  });

  it('up to eight pages: of too many the latest', async () => {
    const pages = Array.from({ length: 20 }, (_, index) => page(`t${index}`, String(20 - index)));
    const { log, inputs } = logOf(...pages);
    const excerpt = await log.between(origin, T0, T0 + 1);
    expect(inputs()).toHaveLength(8);
    expect(excerpt).toEqual({
      readable: true,
      lines: ['13', '14', '15', '16', '17', '18', '19', '20'],
    });
  });

  it('from its beginning on, where the earliest count', async () => {
    const forward = (nextForwardToken: string, ...messages: readonly string[]): Page => ({
      events: messages.map((message) => ({ message })),
      nextForwardToken,
      nextBackwardToken: 'the same always',
    });
    const { log, inputs } = logOf(forward('a', '1', '2'), forward('b', '3'), forward('b'));

    const excerpt = await log.between(origin, T0, T0 + 1, 'earliest');

    expect(excerpt).toEqual({ readable: true, lines: ['1', '2', '3'] });
    expect(inputs()).toMatchObject([
      { startFromHead: true },
      { startFromHead: true, nextToken: 'a' },
      { startFromHead: true, nextToken: 'b' },
    ]);
  });

  it('from 1970 on at the earliest', async () => {
    const { log, inputs } = logOf({});
    await log.between(origin, -300_000, 1000);
    expect(inputs()).toMatchObject([{ startTime: 0, endTime: 1000 }]);
  });
});

describe('a log that can not be read', () => {
  it.each([
    ['ResourceNotFoundException', 'the log stream is not there'],
    ['AccessDeniedException', 'it may not be read from here'],
    ['InvalidParameterException', 'it can not be asked for'],
  ])('for good (%s) is told as such', async (name, why) => {
    expect(await logThatThrows(name).between(origin, T0, T0 + 1)).toEqual({ readable: false, why });
  });

  it.each(['ThrottlingException', 'ServiceUnavailableException', 'TimeoutError', 'constructor'])(
    'for now (%s) throws, so that it is asked again',
    async (name) => {
      await expect(logThatThrows(name).between(origin, T0, T0 + 1)).rejects.toMatchObject({ name });
    },
  );
});
