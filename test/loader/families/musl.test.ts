import { describe, expect, it } from 'vitest';
import { musl } from '../../../shared/loader/families/musl.ts';
import { words } from './words.ts';

const read = (line: string) => musl.parse(words(`/lib/ld-musl-x86_64.so.1 ${line}`), null);

describe('musl runs', () => {
  it.each([
    ['./p a', './p', 1, {}],
    ['p', 'p', 1, {}],
    ['-x', '-x', 1, {}],
    ['-', '-', 1, {}],
    ['-- ./p', './p', 2, {}],
    ['-- --list', '--list', 2, {}],
    ['--library-path /a:/b ./p', './p', 3, { libraryPath: ['/a', '/b'] }],
    ['--library-path=/a:/b ./p', './p', 2, { libraryPath: ['/a', '/b'] }],
    ['--library-path= ./p', './p', 2, { libraryPath: [] }],
    ['--library-path /a --library-path=/b ./p', './p', 4, { libraryPath: ['/b'] }],
    ['--preload a.so ./p', './p', 3, { preload: ['a.so'] }],
    ['--preload=a.so:b.so ./p', './p', 2, { preload: ['a.so', 'b.so'] }],
    ['--argv0 sshd ./p', './p', 3, { argv0: 'sshd' }],
    ['--argv0=a=b ./p', './p', 2, { argv0: 'a=b' }],
    ['--argv0 --list ./p', './p', 3, { argv0: '--list' }],
    ['--argv0 /bin/app --preload /lib/libgcompat.so.0 -- /bin/app run', '/bin/app', 6, { argv0: '/bin/app' }],
  ])('%s', (line, program, programIndex, options) => {
    expect(read(line)).toMatchObject({ mode: 'run', program, programIndex, options, doubt: null });
  });

  it.each(['--list', '--help', '--', '--argv0 x', '?'])('a program whose own argument is %s', (argument) => {
    expect(read(`./p ${argument}`)).toEqual(read('./p'));
  });
});

describe('musl lists', () => {
  it.each(['ldd', 'muslldd', '/usr/bin/ldd', './xldd'])('when argv[0] ends in ldd: %s', (name) => {
    expect(musl.parse([name, './p'], null)).toMatchObject({
      mode: 'inspect',
      inspection: 'list',
      program: './p',
    });
  });

  it.each(['ldd.sh', 'ldds', 'LDD', 'ld', 'dd', ''])('but not when it is called %j', (name) => {
    expect(musl.parse([name, './p'], null)).toMatchObject({ mode: 'run', program: './p' });
  });

  it.each(['--list ./p', '--list -- ./p', '--library-path /l --list ./p', '--list --preload x.so ./p'])(
    'when asked to: %s',
    (line) => {
      expect(read(line)).toMatchObject({
        mode: 'inspect',
        inspection: 'list',
        program: './p',
        runsAudit: false,
      });
    },
  );

  it('and runs where the name that would have told was lost', () => {
    expect(musl.parse([null, './p'], null)).toMatchObject({ mode: 'run' });
  });
});

describe('musl complains', () => {
  it.each([
    ...[
      '--list=1 ./p',
      '--lis ./p',
      '--listx ./p',
      '--library-pathx ./p',
      '--argv0x=y ./p',
      '--help',
      '--version',
    ],
    ...[
      '--audit x ./p',
      '--verify ./p',
      '--inhibit-cache ./p',
      '--inhibit-rpath x ./p',
      '--list --bogus ./p',
    ],
  ])('of an option that it doesn’t have: %s', (line) => {
    expect(read(line)).toEqual({ mode: 'nothing', why: 'unknown-option' });
  });

  it.each(['--list', '--', '--library-path', '--preload', '--argv0', '--argv0 x', '--argv0=x', '--list --'])(
    'without a program: %s',
    (line) => {
      expect(read(line)).toEqual({ mode: 'nothing', why: 'no-program' });
    },
  );

  it('without any word', () => {
    expect(musl.parse(['ld'], null)).toEqual({ mode: 'nothing', why: 'no-program' });
    expect(musl.parse(['ldd'], null)).toEqual({ mode: 'nothing', why: 'no-program' });
    expect(musl.parse([], null)).toEqual({ mode: 'nothing', why: 'no-program' });
  });
});

describe('a lost argument', () => {
  it.each(['?', '? ./p', '--list ?', '-- ?', '--argv0 x ?'])('leaves the meaning unknown: %s', (line) => {
    expect(read(line)).toEqual({ mode: 'unknown' });
  });

  it('that was an option’s value costs no more than the value', () => {
    expect(read('--preload ? ./p')).toMatchObject({ mode: 'run', program: './p', options: { preload: [] } });
  });
});
