import { describe, expect, it } from 'vitest';
import { bionic } from '../../../shared/loader/families/bionic.ts';
import { words } from './words.ts';

const read = (line: string) => bionic.parse(words(`linker64 ${line}`), null);

describe('bionic runs its first argument', () => {
  it.each([
    './p',
    './p --list',
    '/data/app.apk!/lib/arm64/p a b',
    '--library-path /l ./p',
    '-- ./p',
    '-x',
    '--list',
    '--list ./p x',
    '--version',
  ])('whatever it is: %s', (line) => {
    expect(read(line)).toMatchObject({
      mode: 'run',
      program: line.split(' ')[0],
      programIndex: 1,
      doubt: null,
    });
  });
});

describe('bionic runs nothing', () => {
  it('when it lists, which takes exactly one program', () => {
    expect(read('--list ./p')).toMatchObject({ mode: 'inspect', inspection: 'list', program: './p' });
    expect(read('--list ?')).toMatchObject({ mode: 'inspect', inspection: 'list', program: null });
  });

  it('when it helps, with any number of words', () => {
    for (const line of ['--help', '--help ./p', '--help ./p x'])
      expect(read(line)).toMatchObject({ mode: 'inspect', inspection: 'help' });
  });

  it('without an argument', () => {
    expect(bionic.parse(['linker64'], null)).toEqual({ mode: 'nothing', why: 'no-program' });
    expect(bionic.parse([], null)).toEqual({ mode: 'nothing', why: 'no-program' });
  });
});

it('bionic’s program is unknown where the first argument was lost, and only then', () => {
  expect(read('? x')).toEqual({ mode: 'unknown' });
  expect(read('./p ?')).toEqual(read('./p'));
});
