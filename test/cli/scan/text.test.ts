/** The report for people, as a whole: golden/NAME.log is what came, golden/NAME.txt is what is said of it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamic, loader } from '../../detection/exec.ts';
import { ldwatch, MAIN, RECORDED, type Run, runProgram } from '../ldwatch.ts';
import { logOf } from '../log.ts';

const FOLDER = fileURLToPath(new URL('golden/', import.meta.url));
const golden = (name: string): string => readFileSync(`${FOLDER}${name}`, 'utf8');

describe('a log with a finding of each kind', () => {
  it('is told as it should be', async () => {
    const { status, stdout, stderr } = await ldwatch(['scan', 'three-kinds.log'], { cwd: FOLDER });

    expect(stdout).toBe(golden('three-kinds.txt'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.skipIf(!existsSync('/usr/bin/script'))(
    'is told with colours on a terminal, and they change no text',
    async () => {
      // Whatever the surroundings say of colours: a terminal that has them.
      const env = 'env -u CI -u NO_COLOR -u FORCE_COLOR -u NODE_DISABLE_COLORS TERM=xterm-256color';
      const line = `${env} '${process.execPath}' '${MAIN}' scan three-kinds.log`;

      const { stdout } = await runProgram('/usr/bin/script', ['-qec', line, '/dev/null'], { cwd: FOLDER });

      expect(stdout).toContain('\u001b[31mHIGH\u001b[39m');
      const plain = stdout.replaceAll(/\u001b\[\d+m/g, '').replaceAll('\r\n', '\n');
      expect(plain).toBe(golden('three-kinds.txt'));
    },
  );
});

describe('the short recording', () => {
  let run: Run;
  beforeAll(async () => {
    run = await ldwatch(['scan', RECORDED]);
  });

  it('is told without colours or other controls where nobody looks', () => {
    expect(run.stdout).not.toMatch(/[^\P{Cc}\n]/u);
    expect(run.stderr).toBe('');
  });

  it('ends with what was read, found, hidden as repetition and only looked at', () => {
    expect(run.stdout.split('\n\n').at(-1)).toBe(
      '1694 lines, 232 executions\n' +
        'findings: 19 execute, 3 stage (9 of them like one already shown)\n' +
        'loader executions that ran nothing: 7 --version, 7 --verify, 4 --list, 3 ldd, 1 --help, ' +
        '1 --list-tunables, 1 --list-diagnostics, 1 no-program\n',
    );
  });

  it('is told as many findings as the summary says are not repetitions', () => {
    expect(run.stdout.match(/^(?:CRITICAL|HIGH) {2}/gm)).toHaveLength(19 + 3 - 9);
  });
});

describe('a behaviour that repeats', () => {
  it('takes the same room however often it does, and is counted', async () => {
    const often = Array.from({ length: 200 }, (_, index) =>
      loader('/tmp/p', { time: 1_800_000_000_000 + index }),
    );

    const { stdout } = await ldwatch(['scan'], { stdin: logOf([...often, loader('/tmp/other')]) });

    expect(stdout.match(/^CRITICAL {2}\/tmp\/p /gm)).toHaveLength(2);
    expect(stdout.match(/^CRITICAL {2}\/tmp\/other /gm)).toHaveLength(1);
    expect(stdout).toContain('findings: 201 execute (198 of them like one already shown)\n');
  });
});

describe('the summary', () => {
  it('says that nothing was found', async () => {
    const { stdout } = await ldwatch(['scan'], { stdin: logOf([dynamic('/bin/ls')]) });

    expect(stdout).toBe('5 lines, 1 executions\nno program was found to be run through the dynamic loader\n');
  });

  it('says how many executions were not told whole, and which lines were no use', async () => {
    const log = logOf([loader('/tmp/p')]).replace(/^.*type=CWD.*\n/m, '');
    const interpreted = 'type=CWD msg=audit(02/14/2026 16:19:46.953:31) : cwd=/\n';

    const { stdout } = await ldwatch(['scan'], { stdin: `nonsense\n${interpreted}${log}` });

    expect(stdout).toContain('5 lines, 1 executions (1 with records missing)\n');
    expect(stdout).toContain('lines not used: 1 no record of a format that is known\n');
    expect(stdout).toContain(
      'lines not used: 1 interpreted by ausearch -i, whose values are ambiguous (use ausearch --raw)\n',
    );
  });
});
