/** Files of one rotation are one log, in whatever order they are named. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dynamic, loader, T0 } from '../../detection/exec.ts';
import { lddStart, trace, verify } from '../../detection/ldd-scene.ts';
import { alertsOfScan } from '../ldwatch.ts';
import { logOf, logOfPayload, recordsOf, temporaryFiles } from '../log.ts';

/** So much that what came first has been judged before the other file is opened. */
const muchElse = Array.from({ length: 4_200 }, (_, index) => dynamic('/bin/ls', { time: T0 + 20 + index }));

describe('rotated files given in the wrong order', () => {
  const older = logOf([lddStart('/bin/ls')]);
  const newer = logOf([verify('/bin/ls'), trace('/bin/ls'), ...muchElse]);

  it.each([
    ['plain', (log: string) => log],
    ['compressed', (log: string) => gzipSync(log)],
  ])(
    'are read oldest first: an ldd that starts in the older one is known in the newer (%s)',
    async (_name, form) => {
      const { put, directory } = temporaryFiles();
      put('audit.log', form(newer));
      put('audit.log.1', form(older));

      const { status, alerts } = await alertsOfScan(['audit.log', 'audit.log.1'], { cwd: directory });

      expect(status).toBe(0);
      expect(alerts).toEqual([]);
    },
  );

  it('would have given a false alert in the order given', async () => {
    const { alerts } = await alertsOfScan([], { stdin: newer + older });

    expect(alerts).toMatchObject([{ payload: '/bin/ls' }]);
  });

  it('put together the event that is cut between them', async () => {
    const [syscall = '', ...rest] = recordsOf(loader('/tmp/p', { time: T0 + 10_000, cwd: '/srv' }));
    const { put, directory } = temporaryFiles();
    put('audit.log', `${rest.join('\n')}\n`);
    put('audit.log.1', `${logOf(muchElse)}${syscall}\n`);

    const { alerts } = await alertsOfScan(['audit.log', 'audit.log.1'], { cwd: directory });

    expect(alerts).toMatchObject([
      { payload: '/tmp/p', cwd: '/srv', pid: expect.any(Number), missing: [], source: 'audit.log.1:21001' },
    ]);
  });

  it('keep their place among inputs whose time is not known', async () => {
    const { put, directory } = temporaryFiles();
    put('c', logOfPayload('/tmp/c', T0 + 3));
    put('a', logOfPayload('/tmp/a', T0 + 1));
    put('empty', '');
    const stdin = logOfPayload('/tmp/b', T0 + 2);

    const { alerts } = await alertsOfScan(['c', '-', 'empty', 'a'], { cwd: directory, stdin });

    expect(alerts.map(({ payload, source }) => [payload, source])).toEqual([
      ['/tmp/a', 'a:1'],
      ['/tmp/b', 'standard input:1'],
      ['/tmp/c', 'c:1'],
    ]);
  });
});

describe('the same log given twice', () => {
  it('is told once', async () => {
    const path = temporaryFiles().put('audit.log', logOfPayload('/tmp/p'));

    const { alerts } = await alertsOfScan([path, path]);

    expect(alerts).toHaveLength(1);
  });
});
