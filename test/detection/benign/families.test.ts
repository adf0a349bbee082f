/** Software that runs programs through the loader as a matter of course: lowered where it is real. */
import { describe, expect, it } from 'vitest';
import { reasonsOf } from '../run.ts';
import { found, judged, openToAll, ownedByUser, throughDots } from './run.ts';

const NIX = '/nix/store/abc-glibc-2.39/lib/ld-linux-x86-64.so.2';
const GUIX = '/gnu/store/abc-glibc-2.35/lib/ld-linux-x86-64.so.2';
const SNAP = '/snap/core/17200/lib/x86_64-linux-gnu/ld-2.23.so';
const SYSTEM = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
const IDE = '/home/u/.cache/JetBrains/RemoteDev/dist/x/plugins/remote-dev-server/selfcontained/lib';
const JAVA = '/home/u/.cache/JetBrains/RemoteDev-IU/y/pid.7.temp.jbr/bin/java.bin';
const CROS = '/opt/google/cros-containers/lib/ld-linux-x86-64.so.2';

interface Family {
  readonly name: string;
  readonly loader: string;
  readonly libraries: string | null;
  readonly program: string;
  /** Other options, before the program. */
  readonly options?: string;
  readonly severity: string;
}

const FAMILIES: readonly Family[] = [
  {
    name: 'nix',
    loader: NIX,
    libraries: '/nix/store/x-y/lib',
    program: '/nix/store/x-y/bin/mv',
    severity: 'low',
  },
  { name: 'nix', loader: GUIX, libraries: null, program: '/gnu/store/x-y/bin/mv', severity: 'low' },
  {
    name: 'snapd',
    loader: SNAP,
    libraries: '/snap/core/17200/lib:/snap/core/17200/usr/lib',
    program: '/snap/core/current/usr/bin/mksquashfs',
    severity: 'low',
  },
  {
    name: 'snapd',
    loader: '/var/lib/snapd/snap/snapd/7/lib/ld-2.23.so',
    libraries: null,
    program: '/var/lib/snapd/snap/snapd/7/usr/bin/mksquashfs',
    severity: 'low',
  },
  { name: 'jetbrains', loader: SYSTEM, libraries: IDE, program: JAVA, severity: 'medium' },
  {
    name: 'lddtree',
    loader: CROS,
    libraries: '/opt/google/cros-containers/lib',
    options: '--argv0 /usr/bin/sommelier --inhibit-cache',
    program: '/opt/google/cros-containers/bin/sommelier.elf',
    severity: 'low',
  },
  {
    name: 'vendored-glibc',
    loader: '/opt/app/lib/ld-linux-x86-64.so.2',
    libraries: '/opt/app/lib',
    program: '/opt/app/bin/app',
    severity: 'low',
  },
  {
    name: 'vendored-glibc',
    loader: '/home/u/app/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
    libraries: '/home/u/app/lib',
    program: '/home/u/app/bin/app',
    severity: 'high',
  },
];

const words = ({ libraries, options, program }: Family, more = '') =>
  `${more}${options === undefined ? '' : `${options} `}${libraries === null ? '' : `--library-path ${libraries} `}${program} a b`;

describe.each(FAMILIES)('$name ($program)', (family) => {
  const { name, loader, severity, program } = family;

  it('is lowered and named', () => {
    expect(judged(loader, words(family))).toBe(`${name} ${severity}`);
    expect(reasonsOf(found(loader, words(family)))).toContain('benign-family');
  });

  it.each(['/tmp/evil', '/dev/shm/evil', '/home/u/x/../../../tmp/evil', '/home/other/evil'])(
    'is not it with another program: %s',
    (evil) => {
      expect(judged(loader, words({ ...family, program: evil }))).toBe('null critical');
    },
  );

  it('is not it with a program that `..` leads to /tmp', () => {
    expect(judged(loader, words({ ...family, program: throughDots(program) }))).toBe('null critical');
  });

  it.each(['/tmp/lib', '/tmp', '.', ''])('is not it with libraries from %j too', (directory) => {
    const libraries = [family.libraries, directory].filter((part) => part !== null).join(':');
    const line = directory === '' && family.libraries === null ? null : words({ ...family, libraries });
    if (line !== null) expect(judged(loader, line, { cwd: '/tmp' })).toBe('null critical');
  });

  it.each(['/tmp/evil.so', '/home/other/evil.so'])(
    'is not it with a library of others loaded first: %s',
    (evil) => {
      for (const option of ['--preload', '--audit'])
        expect(judged(loader, words(family, `${option} ${evil} `))).toBe('null critical');
    },
  );

  it('is not it where everyone can write the loader', () => {
    expect(judged(loader, words(family), { files: openToAll(loader) })).toBe('null critical');
  });

  it('is no better than a user’s where a user owns the loader', () => {
    const severity = name === 'vendored-glibc' ? 'high' : 'medium';
    expect(judged(loader, words(family), { files: ownedByUser(loader) })).toBe(`${name} ${severity}`);
  });

  it('is not it with a loader in /tmp, or one that was deleted', () => {
    expect(judged('/tmp/ld-linux-x86-64.so.2', words(family))).toBe('null critical');
    expect(judged(loader, words(family), { deleted: true })).toBe('null critical');
  });
});
