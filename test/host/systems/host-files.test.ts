/** Loaders beside the package database, and logs: on hosts that are made up of files mounted over those of this one. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  globSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect } from '../evidence.ts';
import { LOADER } from '../machine.ts';
import { Den, sha256 } from '../payload.ts';

/** A shell that first mounts directories or files over others, seen by nobody else. */
function onHost(mounts: Readonly<Record<string, string>>): readonly string[] {
  const commands = Object.entries(mounts).map(([over, file]) => `mount --bind ${file} ${over}`);
  return ['unshare', '-m', '/bin/sh', '-c', [...commands, 'exec /bin/sh "$0"'].join(' && ')];
}

describe('loaders', () => {
  test('that are not what their package brought are said to differ, and are kept', async () => {
    using den = new Den();
    const loader = realpathSync(LOADER);
    const changed = join(den.directory, 'changed');
    copyFileSync(loader, changed);
    writeFileSync(changed, 'implant', { flag: 'a' });
    const finding = await den.run(den.payload('payload'));
    const { lines, member } = await collect(den, finding, {}, onHost({ [loader]: changed }));
    expect(lines('loaders.jsonl')).toContainEqual(
      expect.objectContaining({
        path: loader,
        sha256: sha256(changed),
        content: 'differs',
        package: expect.stringMatching(/^libc6/),
      }),
    );
    expect(sha256(member(`files/${sha256(changed)}`))).toBe(sha256(changed));
  });

  test.each(['same', 'differs'])('of a host with apk and nothing but busybox: %s', async (content) => {
    using den = new Den();
    const root = join(den.directory, 'root');
    for (const directory of ['bin', 'lib/apk/db', 'proc', 'var/lib', 'tmp', 'dev', 'root'])
      mkdirSync(join(root, directory), { recursive: true });
    copyFileSync('/usr/bin/busybox', join(root, 'bin/busybox'));
    for (const applet of execFileSync('/usr/bin/busybox', ['--list'], { encoding: 'utf8' })
      .trim()
      .split('\n')) {
      if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
    }
    const loader = join(root, 'lib/ld-musl-x86_64.so.1');
    copyFileSync(LOADER, loader);
    const sum = createHash('sha1').update(readFileSync(loader)).digest('base64');
    const other = createHash('sha1').update('another').digest('base64');
    const files = `F:lib\nR:ld-musl-x86_64.so.1\na:0:0:755\nZ:Q1${content === 'same' ? sum : other}\n`;
    writeFileSync(
      join(root, 'lib/apk/db/installed'),
      `P:other\nV:1\nF:bin\nR:x\nZ:Q1x=\n\nP:musl\nV:1.2.5-r0\n${files}\n`,
    );

    const program = den.payload('payload');
    const finding = await den.run(program);
    const shell = [
      'unshare',
      '-m',
      '/bin/sh',
      '-c',
      `mount -t proc proc ${root}/proc && mount --bind /dev ${root}/dev && mount --bind /var/lib ${root}/var/lib && cp "$0" ${root}/tmp/s && exec chroot ${root} /bin/sh /tmp/s`,
    ];
    const { lines, result, manifest, errors } = await collect(den, finding, {}, shell);
    expect(errors).toBe('');
    expect(result.programs[0]).toBe(sha256(program));
    expect(lines('loaders.jsonl')).toEqual([
      expect.objectContaining({ path: '/lib/ld-musl-x86_64.so.1', package: 'musl-1.2.5-r0', content }),
    ]);
    expect(manifest.missing).toContainEqual({ what: 'journal', why: 'There is no journalctl.' });
  });
});

// Debian's rpm keeps its database in the home directory of root.
describe('loaders of a host with rpm', () => {
  test.each(['same', 'differs'])('%s', async (content) => {
    using den = new Den();
    const loader = '/usr/lib64/ld-linux-test.so.9';
    const [file, database, noDpkg] = ['loader', 'rpm', 'dpkg'].map((name) => join(den.directory, name));
    mkdirSync(String(database));
    mkdirSync(String(noDpkg));
    copyFileSync(LOADER, String(file));
    const spec = join(den.directory, 'test.spec');
    writeFileSync(
      spec,
      `Name: glibc-test
Version: 2.34
Release: 1
Summary: A loader
License: none
AutoReqProv: no
%description
A loader.
%install
install -D -m 755 ${file} %{buildroot}${loader}
%files
${loader}
`,
    );
    const define = (name: string, value: string) => ['--define', `${name} ${value}`];
    const options = [
      ...define('_topdir', den.directory),
      ...define('__os_install_post', '%{nil}'),
      ...define('debug_package', '%{nil}'),
    ];
    execFileSync('rpmbuild', ['-bb', ...options, spec], { stdio: 'ignore', cwd: den.directory });
    const [built] = globSync(join(den.directory, 'RPMS/*/*.rpm'));
    execFileSync('rpm', ['--dbpath', String(database), '-i', '--nodeps', '--justdb', String(built)], {
      stdio: 'ignore',
    });
    if (content === 'differs') writeFileSync(String(file), 'implant', { flag: 'a' });

    const finding = await den.run(den.payload('payload'));
    const shell = [
      'unshare',
      '-m',
      '/bin/sh',
      '-c',
      `mkdir -p ${den.directory}/up ${den.directory}/work && mount -t tmpfs none ${noDpkg} && mount --bind ${noDpkg} /var/lib/dpkg && mkdir -p /var/lib/rpm && mount -t tmpfs none /root && mkdir /root/.rpmdb && mount --bind ${database} /root/.rpmdb && mount -t overlay none -o lowerdir=/usr/lib64,upperdir=${den.directory}/up,workdir=${den.directory}/work /usr/lib64 && cp ${file} ${loader} && exec /bin/sh "$0"`,
    ];
    const { lines } = await collect(den, finding, {}, shell);
    expect(lines('loaders.jsonl')).toContainEqual(
      expect.objectContaining({
        path: loader,
        package: expect.stringMatching(/^glibc-test-2\.34-1\./),
        content,
      }),
    );
    expect(lines('loaders.jsonl')).toContainEqual(
      expect.objectContaining({ names: expect.arrayContaining([LOADER]), package: '', content: 'unlisted' }),
    );
  });
});

describe('audit records', () => {
  test('of that time are taken, by their own head and not by what their fields hold', async () => {
    using den = new Den();
    const finding = await den.run(den.payload('payload'));
    const at = (seconds: number, serial: number) =>
      `audit(${(Number(finding.eventTime) + seconds).toFixed(3)}:${serial})`;
    const before = `type=SYSCALL msg=${at(-3600, 1)}: exe="${at(0, 42)}"`;
    const event = [
      `type=SYSCALL msg=${at(0, 42)}: exe="/lib64/ld"`,
      `node=web type=EXECVE msg=${at(0, 42)}: a1="x"`,
    ];
    const near = `type=SYSCALL msg=${at(10, 43)}: exe="${at(0, 42)}"`;
    const forged = `x type=SYSCALL msg=${at(0, 42)}: key="forged"`;
    const later = `type=SYSCALL msg=${at(3600, 99)}: exe="/bin/true"`;
    const directory = join(den.directory, 'audit');
    mkdirSync(directory);
    writeFileSync(join(directory, 'audit.log'), `${[...event, near, forged, later].join('\n')}\n`);
    writeFileSync(join(directory, 'audit.log.1'), `${before}\n`);
    symlinkSync('/etc/shadow', join(directory, 'audit.log.2'));
    execFileSync('mkfifo', [join(directory, 'audit.log.3')]);
    mkdirSync('/var/log/audit', { recursive: true });

    const { member } = await collect(
      den,
      finding,
      { EventSerial: '42' },
      onHost({ '/var/log/audit': directory }),
    );
    expect(readFileSync(member('logs/audit.log'), 'utf8').trim().split('\n')).toEqual([...event, near]);
    expect(readFileSync(member('logs/audit-event.log'), 'utf8').trim().split('\n')).toEqual(event);
  });
});
