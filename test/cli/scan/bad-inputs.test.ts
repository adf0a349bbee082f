/** What can't be read is told by name, the rest is read all the same, and the exit status says so. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLog } from '../../corpus/recordings.ts';
import { alertsOfScan, ldwatch } from '../ldwatch.ts';
import { logOfPayload, temporaryFiles, workspace } from '../log.ts';

const recorded = readLog('recorded');
const compressed = gzipSync(recorded);
const half = Math.floor(compressed.length / 2);
const damaged = Buffer.from(compressed).fill(0, half, half + 100);
const NO_RECORD =
  'none of its lines is a record of a format that is known (of auditd: its log, or what ausearch --raw prints)';
const CUT = 'its compressed data ends too early, only what is there was read';
const DAMAGED = 'its compressed data is damaged, only what comes before was read';

const BAD: readonly [string, string, (string | Buffer)?][] = [
  ['missing', 'there is no such file'],
  ['directory', 'it is a directory: name the files in it'],
  ['damaged', DAMAGED, damaged],
  ['nearly-compressed', DAMAGED, Buffer.from('\u001f\u008b nonsense', 'latin1')],
  ['cut', CUT, compressed.subarray(0, -1)],
  ['cut-in-the-middle', CUT, compressed.subarray(0, half)],
  ['cut-in-its-head', CUT, compressed.subarray(0, 5)],
  ['no-log', NO_RECORD, 'hello\nworld\n'],
  ['endless-line', NO_RECORD, 'x'.repeat(5 * 1024 * 1024)],
  ['interpreted', NO_RECORD, '----\ntype=CWD msg=audit(02/14/2026 16:19:46.953:31) : cwd=/\n'],
];

describe('a bad input', () => {
  let run: Awaited<ReturnType<typeof alertsOfScan>>;
  beforeAll(async () => {
    const { put, directory, remove } = workspace();
    mkdirSync(join(directory, 'directory'));
    for (const [name, , content] of BAD) if (content !== undefined) put(name, content);
    put('good', logOfPayload('/tmp/of-the-good'));
    run = await alertsOfScan([...BAD.map(([name]) => name), 'good'], { cwd: directory });
    return remove;
  });

  it.each(BAD)('is told by its name: %s: %s', (name, reason) => {
    const told = run.stderr.split('\n').filter((line) => line.startsWith(`ldwatch: ${name}: `));

    expect(told).toEqual([`ldwatch: ${name}: ${reason}`]);
  });

  it('is told in one line and no more', () => {
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(BAD.length);
  });

  it('does not keep the others from being read', () => {
    expect(run.alerts.map(({ payload }) => payload)).toContain('/tmp/of-the-good');
  });

  it('ends the scan with 2', () => {
    expect(run.status).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read says who may', async () => {
    const path = temporaryFiles().put('audit.log', logOfPayload('/tmp/p'));
    chmodSync(path, 0);

    const { status, stderr } = await ldwatch(['scan', path]);

    expect(stderr).toBe(`ldwatch: ${path}: you may not read it (audit logs usually need root)\n`);
    expect(status).toBe(2);
  });

  it.each([
    ['cut', compressed.subarray(0, -1), CUT],
    ['damaged', damaged, DAMAGED],
  ])('that is %s is read as far as it goes, from standard input too', async (_name, stdin, reason) => {
    const { status, alerts, stderr } = await alertsOfScan([], { stdin });

    expect(stderr).toBe(`ldwatch: standard input: ${reason}\n`);
    expect(status).toBe(2);
    expect(alerts.length).toBeGreaterThan(10);
  });

  it('does not hide a finding that --fail-on asks about', async () => {
    const { status, stderr } = await ldwatch(['scan', '--fail-on', 'high', 'missing', '-'], {
      stdin: logOfPayload('/tmp/p'),
    });

    expect(stderr).toContain('missing: there is no such file');
    expect(status).toBe(3);
  });

  it('can not write to the terminal with its name', async () => {
    const name = 'evil\u001b]0;title\u0007\nldwatch: all is well \u202e';

    const { stderr } = await ldwatch(['scan', name]);

    expect(stderr).toBe(
      'ldwatch: evil\\x1b]0;title\\x07\\nldwatch: all is well \\u{202e}: there is no such file\n',
    );
  });
});
