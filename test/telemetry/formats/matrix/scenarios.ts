/** What the matrix puts to every format. The recordings in test/corpus have each of these for real, told by auditd. */
import { LINKER, LOADER, type Step } from './exec.ts';

/** One happening on a host. */
export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The loader run with some arguments, by its usual name. */
function loader(args: readonly string[], rest: Partial<Step> = {}): Step {
  return { exe: LOADER, argv: [LINKER, ...args], files: [LINKER], sha256: 'a', ...rest };
}

/** An ordinary program of the system. */
function program(path: string, args: readonly string[] = [], rest: Partial<Step> = {}): Step {
  return {
    exe: path,
    argv: [path.slice(path.lastIndexOf('/') + 1), ...args],
    files: [path, LINKER],
    ...rest,
  };
}

const MUSL = '/lib/ld-musl-x86_64.so.1';
const MEGABYTES = 'x'.repeat(2 * 1024 * 1024);

/** A shell runs the script, which asks the loader and then has it list (shared/detection/ldd-watch.ts). */
const LDD: readonly Step[] = [
  {
    exe: '/usr/bin/bash',
    argv: ['/bin/bash', '/usr/bin/ldd', '/bin/ls'],
    files: ['/usr/bin/ldd', '/bin/bash', LINKER],
    pid: 2000,
    ppid: 900,
  },
  loader(['--verify', '/bin/ls'], { pid: 2001, ppid: 2000 }),
  loader(['/bin/ls'], { pid: 2004, ppid: 2003, environment: { LD_TRACE_LOADED_OBJECTS: '1' } }),
];

/** In the order in which docs/formats.md shows them. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'loader by its path', steps: [loader(['/tmp/payload'])] },
  {
    name: 'loader by a relative path',
    steps: [
      loader(['./payload'], {
        argv: ['./ld-linux-x86-64.so.2', './payload'],
        files: ['./ld-linux-x86-64.so.2=100'],
        cwd: '/lib64',
      }),
    ],
  },
  { name: 'program by a relative path', steps: [loader(['./payload'], { cwd: '/tmp/.w' })] },
  { name: 'program of the system', steps: [loader(['/bin/ls', '-l'])] },
  { name: '--preload', steps: [loader(['--preload', '/tmp/evil.so', '/bin/true'])] },
  { name: '--argv0', steps: [loader(['--argv0', 'sshd', '/tmp/payload'])] },
  { name: '--library-path', steps: [loader(['--library-path', '/tmp/lib:/lib', '/tmp/payload'])] },
  { name: 'argv[0] with a blank', steps: [loader([], { argv: ['ld.so --list', '/tmp/payload'] })] },
  { name: 'argv[0] made up', steps: [loader([], { argv: ['sshd', '/bin/ls'] })] },
  { name: 'musl', steps: [{ exe: MUSL, argv: [MUSL, '/tmp/payload'], files: [MUSL], sha256: 'b' }] },
  {
    name: 'through a symbolic link',
    steps: [loader([], { argv: ['/tmp/link', '/bin/ls'], files: ['/tmp/link=100'] })],
  },
  {
    name: 'a copy whose making was seen',
    steps: [
      program('/usr/bin/cp', [LINKER, '/tmp/.x']),
      { exe: '/tmp/.x', argv: ['/tmp/.x', '/bin/ls'], files: ['/tmp/.x'], sha256: 'a' },
    ],
  },
  {
    name: 'a copy by its bytes',
    steps: [
      loader(['--verify', '/bin/true']),
      { exe: '/opt/x', argv: ['/opt/x', '/bin/ls'], files: ['/opt/x'], sha256: 'a' },
    ],
  },
  {
    name: 'a hard link',
    steps: [
      program('/usr/bin/id'),
      { exe: '/home/user/x', argv: ['/home/user/x', '/bin/ls'], files: ['/home/user/x=100'], sha256: 'a' },
    ],
  },
  {
    name: 'an unknown file with options of a loader',
    steps: [
      {
        exe: '/home/user/x',
        argv: ['x', '--inhibit-cache', '--library-path', '/home/user/lib', './p'],
        files: ['/home/user/x'],
      },
    ],
  },
  {
    name: 'from memory (memfd)',
    steps: [{ exe: '/memfd:x (deleted)', argv: ['x', '/tmp/payload'], files: ['/proc/self/fd/3'] }],
  },
  { name: 'a loader that was deleted', steps: [loader(['/tmp/payload'], { exe: `${LOADER} (deleted)` })] },
  {
    name: 'as the interpreter of a script',
    steps: [loader([], { argv: [LINKER, '/tmp/script'], files: ['/tmp/script', LINKER] })],
  },
  { name: 'a program name with a blank', steps: [loader(['/tmp/pay load', 'x'])] },
  { name: 'a program name with a line break', steps: [loader(['/tmp/pay\nload'])] },
  { name: 'a program name that is no UTF-8', steps: [loader(['/tmp/pay\udcffload'])] },
  {
    name: 'an option in a value with a blank',
    steps: [loader(['--library-path', '/x --list', '/tmp/payload'])],
  },
  {
    name: 'twelve arguments',
    steps: [loader(['--library-path', '/tmp/lib', '/tmp/payload', '1', '2', '3', '4', '5', '6', '7', '8'])],
  },
  { name: '2 MB of arguments behind the program', steps: [loader(['/tmp/payload', MEGABYTES])] },
  { name: '2 MB before the program', steps: [loader(['--library-path', MEGABYTES, '/tmp/payload'])] },
  { name: 'cp of a loader', steps: [program('/usr/bin/cp', [LINKER, '/tmp/.x'])] },
  { name: 'ln of a loader', steps: [program('/usr/bin/ln', ['-s', LINKER, '/home/user/x'])] },
  {
    name: 'a program that names a loader of its own',
    steps: [{ exe: '/tmp/prog', argv: ['/tmp/prog'], files: ['/tmp/prog', '/tmp/.ld.so'] }],
  },
  { name: 'ldd', steps: LDD },
  { name: '--verify', steps: [loader(['--verify', '/tmp/payload'])] },
  { name: '--list', steps: [loader(['--list', '/tmp/payload'])] },
  { name: '--version', steps: [loader(['--version'])] },
  { name: 'a loader alone', steps: [loader([])] },
  { name: 'an ordinary program', steps: [program('/usr/bin/ls', ['-l'])] },
  { name: 'a command that mentions a loader', steps: [program('/usr/bin/file', [LINKER, '/tmp/payload'])] },
  {
    name: 'the link editor',
    steps: [program('/usr/bin/ld', ['-dynamic-linker', LINKER, '-o', '/tmp/a', '/tmp/a.o'])],
  },
];
