/** What can be read: every way to hand over a log gives the same alerts. */

import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_EXECUTIONS } from '../../../cli/scan/words.ts';
import { T0 } from '../../detection/exec.ts';
import { alertsOfScan, ldwatch, MAIN, runProgram } from '../ldwatch.ts';
import { logOfPayload, temporaryFiles, workspace } from '../log.ts';

const log = logOfPayload('/tmp/p');

describe('a log is read', () => {
  const forms: [string, (log: string) => string | Buffer][] = [
    ['plain', (text) => text],
    ['compressed.gz', (text) => gzipSync(text)],
    ['compressed-without-saying-so', (text) => gzipSync(text)],
    ['plain-that-says-otherwise.gz', (text) => text],
    [
      'several-compressed-pieces.gz',
      (text) => Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))]),
    ],
    ['with-line-ends-of-windows', (text) => text.replaceAll('\n', '\r\n')],
    ['without-a-newline-at-its-end', (text) => text.trimEnd()],
    ['behind-other-lines', (text) => `hello\n\n${text}`],
  ];
  let run: Awaited<ReturnType<typeof alertsOfScan>>;
  beforeAll(async () => {
    const { put, directory, remove } = workspace();
    for (const [index, [name, write]] of forms.entries())
      put(name, write(logOfPayload(`/tmp/${name}`, T0 + index)));
    run = await alertsOfScan(
      forms.map(([name]) => name),
      { cwd: directory },
    );
    return remove;
  });

  it.each(forms)('%s', (name) => {
    const alerts = run.alerts.filter(({ payload }) => payload === `/tmp/${name}`);

    expect(alerts).toMatchObject([{ kind: 'execute', missing: [] }]);
  });

  it('without a complaint', () => {
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['that is asked for', ['-'], log],
    ['where nothing is asked for', [], log],
    ['compressed', [], gzipSync(log)],
  ])('from standard input %s', async (_name, args, stdin) => {
    const { status, alerts, stderr } = await alertsOfScan(args, { stdin });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(alerts).toMatchObject([{ payload: '/tmp/p', source: 'standard input:1' }]);
  });

  it('from a pipe that has a name, as the shell gives one for <(…)', async () => {
    const script = 'cat | "$0" "$1" scan --output ndjson /dev/stdin';

    const { stdout, stderr } = await runProgram('/bin/sh', ['-c', script, process.execPath, MAIN], {
      stdin: log,
    });

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ payload: '/tmp/p', source: '/dev/stdin:1' });
  });

  it('from files and standard input together', async () => {
    const path = temporaryFiles().put('audit.log', logOfPayload('/tmp/second', T0 + 1000));

    const { alerts } = await alertsOfScan(['-', path], { stdin: logOfPayload('/tmp/first') });

    expect(alerts.map(({ payload }) => payload)).toEqual(['/tmp/first', '/tmp/second']);
  });

  it('even if it is empty: then there is nothing to tell', async () => {
    const path = temporaryFiles().put('audit.log', '');

    const { status, stdout, stderr } = await ldwatch(['scan', path]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`0 lines, 0 executions\n${NO_EXECUTIONS}\n`);
  });
});

describe('a place in a log', () => {
  it('is the number of the line that an editor shows, empty and overlong lines counted', async () => {
    const overlong = 'x'.repeat(4 * 1024 * 1024 + 1);
    const path = temporaryFiles().put('audit.log', `\n\n${overlong}\n${log}`);

    const { status, alerts } = await alertsOfScan([path]);

    expect(status).toBe(0);
    expect(alerts).toMatchObject([{ payload: '/tmp/p', source: `${path}:4` }]);
  });

  it('is told with the overlong lines that were left out', async () => {
    const { stdout } = await ldwatch(['scan'], { stdin: `${'x'.repeat(5 * 1024 * 1024)}\n${log}` });

    expect(stdout).toContain('(standard input, line 2)');
    expect(stdout).toContain('lines not used: 1 longer than any record can be\n');
  });
});
