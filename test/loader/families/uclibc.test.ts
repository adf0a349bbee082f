import { describe, expect, it } from 'vitest';
import { uclibc } from '../../../shared/loader/families/uclibc.ts';
import { words } from './words.ts';

const read = (line: string) => uclibc.parse(words(`/lib/ld-uClibc.so.0 ${line}`), null);

describe('uClibc runs', () => {
  it.each([
    ['./p a', './p', 1, []],
    ['--library-path /a:/b ./p', './p', 3, ['/a', '/b']],
    ['--library-path /a --library-path /b ./p', './p', 5, ['/b']],
    ['--library-path ? ./p', './p', 3, []],
    // It has no other option: whatever comes next is the program.
    ['--list ./p', '--list', 1, []],
    ['--library-path=/a ./p', '--library-path=/a', 1, []],
    ['-- ./p', '--', 1, []],
    ['--library-path /a --argv0 x', '--argv0', 3, ['/a']],
  ])('%s', (line, program, programIndex, libraryPath) => {
    expect(read(line)).toMatchObject({ mode: 'run', program, programIndex, options: { libraryPath } });
  });

  it('a program whose own argument is an option of the loader', () => {
    expect(read('./p --library-path /l')).toEqual(read('./p'));
  });
});

describe('uClibc runs nothing', () => {
  it.each(['--library-path', '--library-path /a'])('without a program: %s', (line) => {
    expect(read(line)).toEqual({ mode: 'nothing', why: 'no-program' });
  });

  it('without any word', () => {
    expect(uclibc.parse(['ld'], null)).toEqual({ mode: 'nothing', why: 'no-program' });
  });
});

it('uClibc’s program is unknown where its name was lost', () => {
  expect(read('?')).toEqual({ mode: 'unknown' });
  expect(read('--library-path /a ?')).toEqual({ mode: 'unknown' });
});
