/** What the execution of a loader turns out to be: program, libraries, judgement. */
import { describe, expect, it } from 'vitest';
import { alone, dynamic, exec, LINKER, LOADER, loader, MUSL } from './exec.ts';
import { execution, run } from './run.ts';

const program = (words: string, cwd: string | null = '/home/user') =>
  execution(loader(words, { cwd })).program;

describe('the program', () => {
  it.each([
    ['./p', '/home/user/p'],
    ['../p', '/home/p'],
    ['/tmp//x/../p', '/tmp/p'],
    ['libc.so.6', null],
    ['-x', null],
  ])('%s leads to %s', (given, path) => {
    expect(program(given)).toEqual({ given, path });
  });

  it('leads nowhere without a working directory', () => {
    expect(program('./p', null)).toEqual({ given: './p', path: null });
    expect(program('/tmp/p', null)).toEqual({ given: '/tmp/p', path: '/tmp/p' });
  });

  it('of musl and bionic is opened as it stands, without a slash too', () => {
    expect(execution(alone(`${MUSL} p`)).program).toEqual({ given: 'p', path: '/home/user/p' });
    expect(execution(alone('/system/bin/linker64 p')).program?.path).toBe('/home/user/p');
  });

  it('is not known where the arguments were lost', () => {
    const lost = execution(exec({ argv: [], exe: LOADER, files: [LINKER], fidelity: 'none' }));
    expect(lost).toMatchObject({ program: null, severity: 'medium', injected: [] });
  });
});

describe('the libraries whose code is loaded', () => {
  it('are told with the option that loads them', () => {
    const { injected } = execution(loader('--preload /a.so:b.so --audit ./c.so ./p'));
    expect(injected).toEqual([
      { given: '/a.so', path: '/a.so', option: '--preload' },
      { given: 'b.so', path: null, option: '--preload' },
      { given: './c.so', path: '/home/user/c.so', option: '--audit' },
    ]);
  });
});

describe('a loader that only looks', () => {
  it.each([
    ['--list ./p', '--list'],
    ['--verify ./p', '--verify'],
    ['--version', '--version'],
    ['--help ./p', '--help'],
    ['--list-tunables', '--list-tunables'],
    ['--list-diagnostics', '--list-diagnostics'],
    ['', 'no-program'],
    ['--type=renderer', 'unknown-option'],
    ['--preload /tmp/e.so --list ./p', '--list'],
    ['--audit /tmp/e.so --verify ./p', '--verify'],
  ])('%s is counted as %s, and no alert', (words, what) => {
    expect(run([loader(words)])).toMatchObject({ findings: [], inspected: [what] });
  });

  it('is told where the audit modules’ code runs all the same', () => {
    const finding = execution(loader('--audit /tmp/e.so --list /bin/true'));
    expect(finding).toMatchObject({
      kind: 'execute',
      injected: [{ given: '/tmp/e.so' }],
      severity: 'critical',
    });
  });

  it('of musl’s, called ldd', () => {
    const ldd = exec({ argv: ['ldd', './p'], exe: MUSL, files: ['/usr/bin/ldd'] });
    expect(run([ldd])).toMatchObject({ findings: [], inspected: ['--list'] });
  });
});

describe('a benign family', () => {
  const words = '--library-path /opt/app/lib /opt/app/bin/x';

  it('is asked where the loader goes by its own name, or by its options alone', () => {
    const named = exec({
      argv: ['x', ...words.split(' ')],
      exe: '/opt/app/lib/ld-linux-x86-64.so.2',
      files: ['x'],
    });
    const renamed = exec({ argv: ['x', ...words.split(' ')], exe: '/opt/app/lib/x', files: ['x'] });
    expect(execution(named).family).toBe('vendored-glibc');
    expect(execution(renamed).family).toBe('vendored-glibc');
  });

  it('is not asked where the loader was seen to be copied there', () => {
    const copied = dynamic(`/bin/cp ${LINKER} /opt/app/lib/x`);
    expect(execution(copied, alone(`/opt/app/lib/x ${words}`)).family).toBeNull();
  });
});
