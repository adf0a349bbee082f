/**
 * What a joined command line leaves open: whoever writes the arguments can put a blank in one, and what looks like the
 * next argument is a part of it. `--library-path "/x --list" /tmp/payload` runs the program, and joined it reads as if the
 * loader only listed.
 */
import type { Argv } from '../loader/invocation.ts';

/** Options of any family that take a value, in which everything up to the program's name may stand. */
const TAKES_VALUE =
  /^--(?:library-path|preload|audit|argv0|inhibit-rpath|glibc-hwcaps-prepend|glibc-hwcaps-mask)(=|$)/;

/**
 * Could the words, with bounds elsewhere, make a loader run something? Only asked where, as they stand, they don't.
 * Blanks in argv[0] are left out: they would make a run of every `--verify`.
 */
export function mayRunOtherwise(argv: Argv): boolean {
  const words = argv.slice(1).flatMap((argument) => argument?.split(' ') ?? [null]);
  const option = words.findIndex((word) => word !== null && TAKES_VALUE.test(word));
  if (option < 0) return false;
  const behindValue = option + (words[option]?.includes('=') ? 1 : 2);
  // With one word for a value it is the reading that runs nothing, unless quotes had put more words together.
  const program = words.length === argv.length - 1 ? behindValue + 1 : behindValue;
  return words.slice(program).some((word) => word?.includes('/') && !word.startsWith('-'));
}
