import { describe, expect, it } from 'vitest';
import { glibc } from '../../../shared/loader/families/glibc.ts';
import { words } from './words.ts';

const SYSTEM = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
const read = (line: string, path: string | null = SYSTEM) => glibc.parse(words(`ld.so ${line}`), path);

describe('glibc runs', () => {
  it.each([
    ['./p', './p', 1, {}],
    ['/tmp/p a b', '/tmp/p', 1, {}],
    ['libc.so.6', 'libc.so.6', 1, {}],
    ['-x', '-x', 1, {}],
    ['-', '-', 1, {}],
    ['-- ./p', './p', 2, {}],
    ['-- --list', '--list', 2, {}],
    ['-- -- ./p', '--', 2, {}],
    ['--library-path /a:/b ./p', './p', 3, { libraryPath: ['/a', '/b'] }],
    ['--library-path /a;/b ./p', './p', 3, { libraryPath: ['/a', '/b'] }],
    ['--library-path /a --library-path /b ./p', './p', 5, { libraryPath: ['/b'] }],
    ["--library-path '' ./p", './p', 3, { libraryPath: [] }],
    ['--library-path : ./p', './p', 3, { libraryPath: ['', ''] }],
    ['--library-path --list ./p', './p', 3, { libraryPath: ['--list'] }],
    ["--inhibit-rpath '' ./p", './p', 3, {}],
    ['--inhibit-cache ./p', './p', 2, {}],
    ['--audit a.so:b.so --audit c.so ./p', './p', 5, { audit: ['a.so', 'b.so', 'c.so'] }],
    ['--preload a.so --preload b.so:c.so ./p', './p', 5, { preload: ['b.so', 'c.so'] }],
    ['--argv0 sshd ./p', './p', 3, { argv0: 'sshd' }],
    ['--argv0 --verify ./p', './p', 3, { argv0: '--verify' }],
    ['--glibc-hwcaps-prepend x --glibc-hwcaps-mask y ./p', './p', 5, {}],
    [
      '--inhibit-cache --argv0 a --library-path /l --preload x.so ./p y',
      './p',
      8,
      { argv0: 'a', preload: ['x.so'] },
    ],
  ])('%s', (line, program, programIndex, options) => {
    expect(read(line)).toMatchObject({ mode: 'run', program, programIndex, options });
  });

  it('a preload list is split at blanks too', () => {
    const invocation = glibc.parse(['ld.so', '--preload', 'a.so b.so:c.so', './p'], SYSTEM);
    expect(invocation).toMatchObject({ mode: 'run', options: { preload: ['a.so', 'b.so', 'c.so'] } });
  });

  it.each([
    '--list',
    '--verify',
    '--version',
    '--help',
    '--list-tunables',
    '--list-diagnostics',
    '--audit x',
    '--',
  ])('a program whose own argument is %s', (argument) => {
    expect(read(`./p ${argument}`)).toEqual(read('./p'));
  });

  it('whatever argv[0] claims', () => {
    for (const claimed of ['ldd', '--list', '/usr/sbin/sshd', '', null])
      expect(glibc.parse([claimed, './p'], SYSTEM)).toMatchObject({ mode: 'run', program: './p' });
  });
});

describe('glibc only looks', () => {
  it.each([
    ['--list ./p', 'list', './p'],
    ['--verify ./p', 'verify', './p'],
    ['--version', 'version', null],
    ['--version ./p', 'version', null],
    ['--help', 'help', null],
    ['--help ./p', 'help', './p'],
    ['--list-tunables', 'list-tunables', null],
    ['--list-diagnostics', 'list-diagnostics', null],
    // The last one wins …
    ['--list --verify ./p', 'verify', './p'],
    ['--verify --list ./p', 'list', './p'],
    ['--list-tunables --list ./p', 'list', './p'],
    ['--list --list-tunables', 'list-tunables', null],
    ['--list-diagnostics --list-tunables ./p', 'list-tunables', './p'],
    ['--list --help ./p', 'help', './p'],
    ['--help --list-tunables', 'list-tunables', null],
    // … but --list and --verify don't replace --help, and --version ends it at once.
    ['--help --list ./p', 'help', './p'],
    ['--help --verify ./p', 'help', './p'],
    ['--list --version --bogus', 'version', null],
    ['--library-path /l --list --inhibit-cache ./p', 'list', './p'],
    ['--list -- ./p', 'list', './p'],
  ])('%s', (line, inspection, program) => {
    expect(read(line)).toMatchObject({ mode: 'inspect', inspection, program, runsAudit: false });
  });

  it('but runs the audit modules while listing, and only then', () => {
    expect(read('--audit e.so --list ./p')).toMatchObject({ runsAudit: true, options: { audit: ['e.so'] } });
    expect(read('--list --audit e.so ./p')).toMatchObject({ runsAudit: true });
    for (const mode of ['--verify', '--help', '--list-tunables', '--list-diagnostics', '--version'])
      expect(read(`--audit e.so ${mode} ./p`), mode).toMatchObject({ mode: 'inspect', runsAudit: false });
    expect(read('--preload e.so --list ./p')).toMatchObject({ runsAudit: false });
  });
});

describe('glibc complains', () => {
  it.each(['', '--inhibit-cache', '--library-path /l', '--list', '--verify', '--', '--list --'])(
    'without a program: %s',
    (line) => {
      expect(glibc.parse(words(`ld.so ${line}`.trim()), SYSTEM)).toEqual({
        mode: 'nothing',
        why: 'no-program',
      });
    },
  );

  it.each([
    ...[
      '--bogus ./p',
      '--lis ./p',
      '--arg x ./p',
      '--argv0=x ./p',
      '--library-path=/l ./p',
      '--preload=x.so ./p',
    ],
    ...['--library-path', '--argv0', '--preload', '--audit', '--inhibit-rpath', '--glibc-hwcaps-mask'],
    ...[
      '--glibc-hwcaps-prepend',
      '--bogus --version',
      '--type=renderer',
      '--list=1 ./p',
      '--bogus --list ./p',
    ],
  ])('of an option that it doesn’t have or that lacks its value: %s', (line) => {
    expect(read(line)).toEqual({ mode: 'nothing', why: 'unknown-option' });
  });
});
