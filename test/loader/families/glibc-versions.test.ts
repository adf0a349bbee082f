/** Where glibc's versions differ: the real file's own name tells the version up to 2.33. */
import { describe, expect, it } from 'vitest';
import { glibc } from '../../../shared/loader/families/glibc.ts';
import { words } from './words.ts';

const read = (line: string, path: string | null) => glibc.parse(words(`ld.so ${line}`), path);

describe('an unknown option with a slash', () => {
  it.each([
    '/usr/lib64/ld-2.26.so',
    '/lib/x86_64-linux-gnu/ld-2.31.so',
    '/lib64/ld-2.32.so',
    '/opt/old/ld-linux-x86-64.so.2',
    '/tmp/x',
    null,
  ])('is the program for %s, with a doubt', (path) => {
    expect(read('--x=/tmp/p a', path)).toMatchObject({
      mode: 'run',
      program: '--x=/tmp/p',
      programIndex: 1,
      doubt: expect.stringContaining('2.33'),
    });
  });

  it.each([
    '/lib64/ld-linux-x86-64.so.2',
    '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
    '/usr/lib64/ld-2.33.so',
  ])('is refused by %s, which is newer', (path) => {
    expect(read('--x=/tmp/p a', path)).toEqual({ mode: 'nothing', why: 'unknown-option' });
  });
});

describe('an unknown option without a slash', () => {
  it.each(['/usr/lib64/ld-2.26.so', '/lib64/ld-linux-x86-64.so.2', null])(
    'runs nothing in %s: only installed libraries are found by such a name',
    (path) => {
      expect(read('--bogus ./p', path)).toEqual({ mode: 'nothing', why: 'unknown-option' });
    },
  );
});

describe('a double dash', () => {
  it.each(['/usr/lib64/ld-2.26.so', '/lib64/ld-linux-x86-64.so.2', null])(
    'is taken for what 2.41 makes of it by %s, with a doubt',
    (path) => {
      expect(read('-- ./p', path)).toMatchObject({ program: './p', doubt: expect.stringContaining('2.41') });
    },
  );
});

it('there is no doubt about what all versions understand', () => {
  for (const line of ['./p', '--library-path /l ./p', '--inhibit-cache -x', '--argv0 a ./p'])
    expect(read(line, null), line).toMatchObject({ mode: 'run', doubt: null });
});
