/** What an intruder may call things, in every place that the scripts read: it is data, and it is kept byte for byte. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STOP_PROCESS } from '../../../cdk/host/index.ts';
import type { StopResult } from '../../../cdk/host/results.ts';
import { bytesOf, collect, type Evidence } from '../evidence.ts';
import { LOADER, SHELLS } from '../machine.ts';
import { Den, executable, hex, isRunning, type Running, sha256 } from '../payload.ts';
import { runScript } from '../run-script.ts';

const NAMES = [
  'a b',
  'two\nlines',
  '\n{"pid":1}\n',
  `quotes '"' and more`,
  '$(touch pwned)',
  '`touch pwned`',
  ';touch pwned;',
  '-rf',
  'name (deleted)',
  '*?[a]',
  '\\x41\\n%s%n',
  'tab\tand\rreturn',
  '\u202eümlaut\u{1f600}',
  '7f000000-7f001000 r-xp 00000000 fe:00 1 x',
];

/** Names for the executed file: its first 15 bytes become the process's name in /proc/PID/stat. */
const EXECUTED = [') S 1 1 1 (', 'a\n9 (b) S 1 2', '(((', ' ', ') Z 1'];

interface Hostile extends Running {
  readonly name: string;
  readonly hash: string;
}

describe.each(SHELLS.map((shell) => ({ shell })))('hostile names, under $shell', ({ shell }) => {
  let den: Den;
  let evidence: Evidence;
  const named: Hostile[] = [];
  const executed: Hostile[] = [];

  beforeAll(async () => {
    den = new Den();
    for (const [index, name] of NAMES.entries()) {
      const cwd = join(den.directory, `in${index}`, name);
      mkdirSync(cwd, { recursive: true });
      const program = den.payload(name);
      const running = await den.run(program, { cwd, env: { EVIL: name, [name]: '1' } }, ['300']);
      named.push({ ...running, name, hash: sha256(program) });
    }
    for (const [index, name] of EXECUTED.entries()) {
      const loader = join(den.directory, name);
      copyFileSync(LOADER, loader);
      chmodSync(loader, 0o755);
      const program = den.payload(`program${index}`);
      executed.push({ ...(await den.run(program, {}, ['300'], loader)), name, hash: sha256(program) });
    }
    const [finding] = named;
    if (finding === undefined) throw new Error('There is no process.');
    evidence = await collect(den, finding, {}, shell);
  }, 300_000);
  afterAll(() => den[Symbol.dispose]());

  test('nothing of them was run, and nothing went wrong', () => {
    expect(evidence.errors).toBe('');
    for (const directory of ['/', '/root', process.cwd(), den.directory])
      expect(existsSync(join(directory, 'pwned'))).toBe(false);
  });

  test('programs are recovered, whatever they and their loaders are called', () => {
    for (const { pid, hash, name } of [...named, ...executed]) {
      expect([name, evidence.manifest.programs.find((program) => program.pid === pid)?.sha256]).toEqual([
        name,
        hash,
      ]);
      expect(sha256(evidence.member(`files/${hash}`))).toBe(hash);
    }
  });

  test('arguments, directories, paths and environment are there byte for byte', () => {
    const processes = new Map(evidence.lines('processes.jsonl').map((line) => [line['pid'], line]));
    const paths = evidence.lines('files.jsonl').map(({ path }) => bytesOf(path).toString());
    for (const [index, { pid, name }] of named.entries()) {
      const program = join(den.directory, name);
      const words = processes.get(pid)?.['arguments'];
      expect(Array.isArray(words) && words.map((word) => bytesOf(word).toString())).toEqual([
        LOADER,
        program,
        '300',
      ]);
      const cwd = evidence.lines(`process/${pid}/links.jsonl`).find((link) => link['name'] === 'cwd');
      expect(bytesOf(cwd?.['target']).toString()).toBe(join(den.directory, `in${index}`, name));
      expect(paths).toContain(program);
      expect(readFileSync(evidence.member(`process/${pid}/environ`), 'utf8')).toContain(`EVIL=${name}\0`);
    }
  });

  test('processes with parentheses and line feeds in their names are shown as what they are', () => {
    const processes = new Map(evidence.lines('processes.jsonl').map((line) => [line['pid'], line]));
    expect(processes.get(1)).toMatchObject({ ppid: 0 });
    for (const { pid, name } of executed) {
      expect(processes.get(pid)).toMatchObject({ ppid: process.pid, state: 'S', throughLoader: true });
      expect(bytesOf(processes.get(pid)?.['name']).toString()).toBe(name.slice(0, 15));
    }
  });

  test('they are stopped, and nothing else', async () => {
    for (const { pid, eventTime } of [...executed, ...named.slice(0, 3)]) {
      const { result } = await runScript<StopResult, keyof typeof STOP_PROCESS.parameters>(
        STOP_PROCESS,
        { Mode: 'kill', Pid: `${pid}`, EventTime: eventTime, ExecutableHex: hex(executable(pid)) },
        shell,
      );
      expect(result).toMatchObject({ outcome: 'stopped', found: 1, killed: 1 });
      expect(isRunning(pid)).toBe(false);
    }
    expect(named.slice(3).every(({ pid }) => isRunning(pid))).toBe(true);
  });
});
