import { openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bytesOf, collect } from './evidence.ts';
import { LOADER, MISSING, PROGRAM } from './machine.ts';
import { childrenOf, Den, executable, sha256 } from './payload.ts';

/** open(2): a file in a directory without a name in it. 0o20200000 is O_TMPFILE of x86-64 and arm64 in part: asm-generic/fcntl.h. */
const NAMELESS = process.arch === 'arm64' ? 0o20040002 : 0o20200002;

describe.skipIf(MISSING !== null)('collect-evidence', () => {
  test('recovers the program that a loader runs, with everything around it', async () => {
    using den = new Den();
    const program = den.payload('payload');
    const finding = await den.run(program, { env: { SECRET: 'of the intruder' }, cwd: den.directory });
    const { result, exitCode, errors, manifest, member, lines } = await collect(den, finding, {
      EventSerial: '42',
    });

    expect(errors).toBe('');
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({ outcome: 'kept', problem: '', missing: manifest.missing.length });
    expect(manifest).toMatchObject({ process: 'alive', incident: 'incident-1' });
    expect(manifest.programs).toContainEqual(
      expect.objectContaining({ pid: finding.pid, sha256: sha256(program) }),
    );
    expect(result.programs[0]).toBe(sha256(program));
    expect(sha256(member(`files/${sha256(program)}`))).toBe(sha256(program));

    const own = `process/${finding.pid}`;
    expect(readFileSync(member(`${own}/cmdline`), 'utf8')).toBe(`${LOADER}\0${program}\x00300\0`);
    expect(readFileSync(member(`${own}/environ`), 'utf8')).toBe('SECRET=of the intruder\0');
    expect(readFileSync(member(`${own}/maps`), 'utf8')).toContain(program);
    expect(lines(`${own}/links.jsonl`)).toContainEqual({ name: 'cwd', target: den.directory });
    expect(lines(`${own}/links.jsonl`)).toContainEqual({ name: 'exe', target: executable(finding.pid) });
    expect(lines(`${own}/links.jsonl`)).toContainEqual({ name: 'fd/0', target: '/dev/null' });
  });

  test('has every member in the manifest with its hash, and nothing beside', async () => {
    using den = new Den();
    const { manifest, member } = await collect(den, await den.run(den.payload('payload')));
    expect(manifest.members.length).toBeGreaterThan(30);
    for (const { name, sha256: listed } of manifest.members)
      expect([name, sha256(member(name))]).toEqual([name, listed]);
    expect(manifest.members.map(({ name }) => name)).toContain('processes.jsonl');
    expect(Math.abs(manifest.began - Date.now() / 1000)).toBeLessThan(120);
  });

  test('shows every process, and which of them run through a loader', async () => {
    using den = new Den();
    const finding = await den.run(den.payload('payload'));
    const ordinary = await den.start([PROGRAM, '300'], () => true);
    const { lines } = await collect(den, finding);
    const processes = new Map(lines('processes.jsonl').map((line) => [line['pid'], line]));
    expect(processes.get(finding.pid)).toMatchObject({
      ppid: process.pid,
      uid: 0,
      euid: 0,
      throughLoader: true,
    });
    expect(processes.get(ordinary.pid)).toMatchObject({ arguments: [PROGRAM, '300'], throughLoader: false });
    expect(processes.get(process.pid)).toMatchObject({ throughLoader: false });
  });

  test('recovers a program that was deleted after its start', async () => {
    using den = new Den();
    const program = den.payload('payload');
    const finding = await den.run(program);
    const hash = sha256(program);
    rmSync(program);
    const { member, result } = await collect(den, finding);
    expect(result.programs[0]).toBe(hash);
    expect(sha256(member(`files/${hash}`))).toBe(hash);
  });

  test('recovers a program that never had a name', async () => {
    using den = new Den();
    const hash = sha256(den.payload('payload'));
    const fd = openSync(den.directory, NAMELESS, 0o600);
    writeSync(fd, readFileSync(`${den.directory}/payload`));
    const finding = await den.run('/proc/self/fd/3', { fd });
    const { member, result } = await collect(den, finding);
    expect(result.programs[0]).toBe(hash);
    expect(sha256(member(`files/${hash}`))).toBe(hash);
  });

  test('recovers an injected library beside a program of the system', async () => {
    using den = new Den();
    // Any library will do: glibc's loader maps what --preload names.
    const library = /\/\S*\/libc\.so\S*/.exec(readFileSync('/proc/self/maps', 'latin1'))?.[0];
    if (library === undefined) throw new Error('This process has no libc.so mapped.');
    const injected = den.payload('injected.so', library);
    const finding = await den.start([LOADER, '--preload', injected, PROGRAM, '300'], () => true);
    await den.run(den.payload('another'));
    const { member, manifest } = await collect(den, finding);
    expect(manifest.programs).toContainEqual(
      expect.objectContaining({ pid: finding.pid, sha256: sha256(PROGRAM) }),
    );
    expect(sha256(member(`files/${sha256(injected)}`))).toBe(sha256(injected));
    expect(sha256(member(`files/${sha256(PROGRAM)}`))).toBe(sha256(PROGRAM));
  });

  test('finds what else loaders run, also where the process of the finding is gone', async () => {
    using den = new Den();
    const first = await den.run(den.payload('first'));
    const second = await den.run(den.payload('second'));
    process.kill(first.pid, 'SIGKILL');
    const { manifest, result } = await collect(den, first);
    expect(manifest.process).toBe('gone');
    expect(manifest.missing).toContainEqual({ what: `process ${first.pid}`, why: 'It is gone.' });
    expect(result.programs).toContain(sha256(`${den.directory}/second`));
    expect(manifest.programs.map(({ pid }) => pid)).toContain(second.pid);
  });

  test('looks into no process that was given the id after the finding', async () => {
    using den = new Den();
    const innocent = await den.start([PROGRAM, '300'], () => true);
    const { manifest, member } = await collect(den, {
      ...innocent,
      eventTime: (Number(innocent.eventTime) - 60).toFixed(3),
    });
    expect(manifest.process).toBe('reused');
    expect(() => readFileSync(member(`process/${innocent.pid}/environ`))).toThrow();
  });

  test('looks at the children of the process, whatever they execute', async () => {
    using den = new Den();
    const shell = den.payload('shell', '/bin/sh');
    const finding = await den.start(
      [LOADER, shell, '-c', 'MARK=child sleep 300 & wait'],
      (pid) => childrenOf(pid).length === 1,
    );
    const { member } = await collect(den, finding);
    const [child] = childrenOf(finding.pid);
    expect(readFileSync(member(`process/${child}/environ`), 'utf8')).toContain('MARK=child\0');
  });

  test('says of each loader whether it is what its package brought', async () => {
    using den = new Den();
    const { lines } = await collect(den, await den.run(den.payload('payload')));
    const loaders = lines('loaders.jsonl');
    expect(loaders).toContainEqual(expect.objectContaining({ names: expect.arrayContaining([LOADER]) }));
    for (const loader of loaders) expect(loader['content']).not.toBe('differs');
  });
});

test('text of a pack can be turned back into its bytes', () => {
  expect(bytesOf('a\\x0a\\x5cx41\\xff')).toEqual(Buffer.from('a\n\\x41\xff', 'latin1'));
});
