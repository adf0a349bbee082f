/** A printed command can be pasted: a real shell makes of it what it was. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableArgument, printableCommand } from '../../shared/alert/printable.ts';

const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 100 });
const awkward = fc
  .array(fc.constantFrom(...`'"\\$\`!#~*?[]{}()<>|&;= -`, '--', '$(id)', '$HOME', "'\\''", 'a'), {
    maxLength: 20,
  })
  .map((parts) => parts.join(''));
const argument = fc.oneof(ascii, awkward);

/** What a shell hands to a program that is given these words. */
function throughShell(words: string): string[] {
  const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${words}`], { encoding: 'utf8' });
  return printed.slice(0, -1).split('\n');
}

describe('what is printed of a printable ASCII argument', () => {
  it('is read back by a shell as the argument, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 200 }), (argv) => {
        expect(throughShell(argv.map(printableArgument).join(' '))).toEqual(argv);
      }),
      { numRuns: 40 },
    );
  });

  it('is one command with its neighbours', () => {
    const argv = ['/tmp/a b', '-c', 'rm -rf "$HOME"; echo \'x\'', '', '*', '~', '#', 'A=b'];

    expect(throughShell(printableCommand(argv))).toEqual(argv);
  });

  it('can not run anything when it is pasted, even if it is no ASCII', () => {
    const harmful = fc.tuple(fc.string({ unit: 'binary' }), awkward).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(harmful, { minLength: 1, maxLength: 50 }), (argv) => {
        expect(throughShell(argv.map(printableArgument).join(' '))).toHaveLength(argv.length);
      }),
      { numRuns: 40 },
    );
  });
});
