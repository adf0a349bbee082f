/** Other ways to run a program through a loader, and other loaders. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STOP_PROCESS } from '../../../cdk/host/index.ts';
import type { StopResult } from '../../../cdk/host/results.ts';
import { collect } from '../evidence.ts';
import { LOADER, PROGRAM, SHELLS } from '../machine.ts';
import { Den, executable, hex, isRunning, type Running, sha256 } from '../payload.ts';
import { runScript } from '../run-script.ts';

/** Evidence is taken, the program's bytes are recovered, then the process is stopped. */
async function expectContained(
  den: Den,
  finding: Running,
  hash: string,
  shell?: readonly string[],
): Promise<void> {
  const { result, member, manifest } = await collect(den, finding, {}, shell);
  expect(result.programs[0]).toBe(hash);
  expect(manifest.programs).toContainEqual(expect.objectContaining({ pid: finding.pid, sha256: hash }));
  expect(sha256(member(`files/${hash}`))).toBe(hash);
  const { result: stopped } = await runScript<StopResult, keyof typeof STOP_PROCESS.parameters>(
    STOP_PROCESS,
    {
      Mode: 'kill',
      Pid: `${finding.pid}`,
      EventTime: finding.eventTime,
      ExecutableHex: hex(executable(finding.pid).replace(/ \(deleted\)$/, '')),
    },
    shell,
  );
  expect(stopped).toMatchObject({ outcome: 'stopped', running: [] });
  expect(isRunning(finding.pid)).toBe(false);
}

describe.each(SHELLS.map((shell) => ({ shell })))('under $shell', ({ shell }) => {
  test('a program is recovered and stopped', async () => {
    using den = new Den();
    const program = den.payload('payload');
    await expectContained(den, await den.run(program), sha256(program), shell);
  });
});

describe('recovered and stopped is a program', () => {
  test('of another user, who can read nothing of root', async () => {
    using den = new Den();
    const program = den.payload('payload');
    await expectContained(den, await den.run(program, { uid: 65534 }), sha256(program));
  });

  test('in a memfd', async () => {
    using den = new Den();
    const program = den.payload('payload');
    const code = `import os, sys
fd = os.memfd_create("kworker/0:1", 0)
os.write(fd, open(sys.argv[1], "rb").read())
os.execv(sys.argv[2], [sys.argv[2], "/proc/self/fd/%d" % fd, "300"])`;
    const script = join(den.directory, 'memfd.py');
    writeFileSync(script, code);
    const finding = await den.start(['python3', script, program, LOADER], (pid) => mapped(pid, '/memfd:'));
    await expectContained(den, finding, sha256(program));
  });

  test('run by a loader that lies in a memfd itself', async () => {
    using den = new Den();
    const program = den.payload('payload');
    const script = join(den.directory, 'memfd.py');
    writeFileSync(
      script,
      `import os, sys
fd = os.memfd_create("", 0)
os.write(fd, open(sys.argv[2], "rb").read())
os.execve(fd, ["/usr/sbin/cron", sys.argv[1], "300"], os.environ)`,
    );
    const finding = await den.start(['python3', script, program, LOADER], (pid) => mapped(pid, program));
    const { member, lines } = await collect(den, finding);
    expect(lines('files.jsonl')).toContainEqual(
      expect.objectContaining({ path: '/memfd: (deleted)', sha256: sha256(LOADER), kept: true }),
    );
    expect(sha256(member(`files/${sha256(program)}`))).toBe(sha256(program));
  });

  test('run by a copy of the loader under an innocent name', async () => {
    using den = new Den();
    const program = den.payload('payload');
    const copy = join(den.directory, 'cron');
    copyFileSync(LOADER, copy);
    chmodSync(copy, 0o755);
    await expectContained(den, await den.run(program, {}, ['300'], copy), sha256(program));
  });

  test('run by the loader of musl', async () => {
    using den = new Den();
    const source = join(den.directory, 'pause.c');
    writeFileSync(source, '#include <unistd.h>\nint main(void) { for (;;) sleep(300); }\n');
    const program = join(den.directory, 'pause');
    execFileSync('musl-gcc', ['-fPIE', '-pie', '-o', program, source]);
    const loader = `/lib/ld-musl-${execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim()}.so.1`;
    await expectContained(den, await den.run(program, {}, [], loader), sha256(program));
  });

  test('linked to a fixed address', async () => {
    using den = new Den();
    const source = join(den.directory, 'pause.c');
    writeFileSync(source, '#include <unistd.h>\nint main(void) { for (;;) sleep(300); }\n');
    const program = join(den.directory, 'pause');
    execFileSync('gcc', ['-fno-pie', '-no-pie', '-o', program, source]);
    await expectContained(den, await den.run(program, {}, []), sha256(program));
  });

  test('in a mount namespace and root directory of its own, as containers have', async () => {
    using den = new Den();
    const program = den.payload('payload');
    const command = `mount -t tmpfs none /mnt && cp ${program} /mnt/libhidden.so && exec ${LOADER} /mnt/libhidden.so 300`;
    const finding = await den.start(['unshare', '-m', '/bin/sh', '-c', command], (pid) =>
      mapped(pid, '/mnt/libhidden.so'),
    );
    await expectContained(den, finding, sha256(program));
  });

  test('larger than what is kept: its first bytes are, and it is said', async () => {
    using den = new Den();
    const program = den.payload('payload');
    execFileSync('truncate', ['-s', '100G', program]);
    const finding = await den.run(program);
    const { manifest, member, lines } = await collect(den, finding);
    const [entry] = lines('files.jsonl').filter(({ path }) => path === program);
    expect(entry).toMatchObject({ bytes: 100 * 2 ** 30, cut: true, kept: true });
    expect(readFileSync(member(`files/${entry?.['sha256']}`)).subarray(0, 30_000)).toEqual(
      readFileSync(PROGRAM).subarray(0, 30_000),
    );
    expect(manifest.missing.map(({ why }) => why)).toContain(
      'Only its first 134217728 bytes were taken; the hash is of those.',
    );
  });

  test('whose path leads to a FIFO by now', async () => {
    using den = new Den();
    const program = den.payload('payload');
    const hash = sha256(program);
    const finding = await den.run(program);
    execFileSync('rm', [program]);
    execFileSync('mkfifo', [program]);
    await expectContained(den, finding, hash);
    expect(existsSync(program)).toBe(true);
  });
});

function mapped(pid: number, path: string): boolean {
  try {
    return (
      readFileSync(`/proc/${pid}/maps`, 'latin1').includes(path) &&
      readFileSync(`/proc/${pid}/wchan`, 'latin1').includes('nanosleep')
    );
  } catch {
    return false;
  }
}
