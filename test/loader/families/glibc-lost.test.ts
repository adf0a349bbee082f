/** glibc's grammar where the telemetry lost arguments. */
import { describe, expect, it } from 'vitest';
import { glibc } from '../../../shared/loader/families/glibc.ts';
import { words } from './words.ts';

const read = (line: string) => glibc.parse(words(`ld.so ${line}`), null);

describe('a lost argument', () => {
  it.each(['?', '? ./p', '--inhibit-cache ? ./p', '--list ?', '-- ?', '--library-path /l ?'])(
    'leaves the meaning unknown where an option or the program could stand: %s',
    (line) => {
      expect(read(line)).toEqual({ mode: 'unknown' });
    },
  );

  it.each([
    ['--library-path ? ./p', { libraryPath: [] }],
    ['--argv0 ? ./p', { argv0: null }],
    ['--preload ? ./p', { preload: [] }],
    ['--audit ? --audit x.so ./p', { audit: ['x.so'] }],
  ])('that was an option’s value costs no more than the value: %s', (line, options) => {
    expect(read(line)).toMatchObject({ mode: 'run', program: './p', options });
  });

  it('behind the program changes nothing', () => {
    expect(read('./p ? a ?')).toEqual(read('./p'));
  });

  it('in place of argv[0] changes nothing', () => {
    expect(glibc.parse([null, './p'], null)).toEqual(read('./p'));
  });

  it('does not matter once --version has ended it', () => {
    expect(read('--version ?')).toMatchObject({ mode: 'inspect', inspection: 'version' });
  });
});
