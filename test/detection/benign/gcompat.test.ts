import { describe, expect, it } from 'vitest';
import { exec, MUSL } from '../exec.ts';
import { execution } from '../run.ts';

const LIBRARY = '/lib/libgcompat.so.0';
const judged = (words: string, argv0 = 'ld-linux-x86-64.so.2', loader = MUSL) => {
  const event = exec({ argv: [argv0, ...words.split(' ')], exe: loader, files: [loader] });
  const { family, severity } = execution(event);
  return `${family} ${severity}`;
};
const start = (program: string, more = '') =>
  `--argv0 ${program} --preload ${LIBRARY}${more} -- ${program} run`;

describe('gcompat', () => {
  it('starts a program built for glibc', () => {
    expect(judged(start('/usr/local/bin/app'))).toBe('gcompat low');
    expect(judged(start('/home/u/app'))).toBe('gcompat medium');
    expect(judged(start('/usr/bin/app'), '/lib64/ld-linux-x86-64.so.2')).toBe('gcompat low');
  });

  it.each([
    ['a program in /tmp', start('/tmp/app')],
    ['a program that `..` leads to /tmp', start('/usr/bin/../../tmp/app')],
    ['another library too', start('/usr/bin/app', ':/usr/lib/evil.so')],
    ['another library instead', '--argv0 x --preload /usr/lib/evil.so -- /home/u/app'],
    ['no library', '--argv0 x -- /home/u/app'],
    ['its library twice', '--argv0 x --preload /lib/libgcompat.so.0:/lib/libgcompat.so.0 -- /usr/bin/app'],
    ['its library elsewhere', '--argv0 x --preload /tmp/libgcompat.so.0 -- /usr/bin/app'],
    ['its library, by dots elsewhere', '--argv0 x --preload /lib/../tmp/libgcompat.so.0 -- /usr/bin/app'],
    ['a library path in /tmp', `--library-path /tmp ${start('/usr/bin/app')}`],
  ])('is not it with %s', (_what, line) => {
    expect(judged(line)).toBe('null critical');
  });

  it('is not it under another name, without --argv0, or by a loader elsewhere', () => {
    expect(judged(start('/usr/bin/app'), 'ls')).toBe('null critical');
    expect(judged(`--preload ${LIBRARY} -- /usr/bin/app`)).toBe('null critical');
    expect(judged(start('/usr/bin/app'), undefined, '/home/u/ld-musl-x86_64.so.1')).toBe('null critical');
  });
});
