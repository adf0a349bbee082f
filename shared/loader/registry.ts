/** Every loader that ldwatch knows: a new one is a file in `families/` and a line here. */

import { bionic } from './families/bionic.ts';
import { glibc } from './families/glibc.ts';
import { musl } from './families/musl.ts';
import { uclibc } from './families/uclibc.ts';
import type { LoaderFamily, LoaderFamilyName } from './family.ts';
import type { Argv, Invocation } from './invocation.ts';

const FAMILIES: readonly LoaderFamily[] = [glibc, musl, bionic, uclibc];

/** The family whose loader has this name; null where the name is no loader's. `path` may be relative. */
export function familyOfName(path: string): LoaderFamily | null {
  return FAMILIES.find((family) => family.ownsName(path)) ?? null;
}

/** The option of a word, `--library-path` of `--library-path=/x` too. */
function optionOf(word: string | null): string {
  return word?.split('=', 1)[0] ?? '';
}

/**
 * The family that a command line gives away, whatever the file is called: read by that family's grammar it runs a
 * program, and before the program's name stands an option that hardly any other program has. A family that surely
 * runs one comes before a family of which only some versions would.
 */
export function familyOfOptions(argv: Argv): LoaderFamily | null {
  if (!argv[1]?.startsWith('--')) return null;
  let doubtful: LoaderFamily | null = null;
  for (const family of FAMILIES) {
    const invocation = family.parse(argv, null);
    if (invocation.mode !== 'run') continue;
    const options = argv.slice(1, invocation.programIndex);
    if (!options.some((word) => family.tellingOptions.has(optionOf(word)))) continue;
    if (invocation.doubt === null) return family;
    doubtful ??= family;
  }
  return doubtful;
}

/** The family of this short name, null for null. */
export function familyByShortName(name: LoaderFamilyName | null): LoaderFamily | null {
  return FAMILIES.find((family) => family.name === name) ?? null;
}

/**
 * Reads a command line whose loader's family isn't known: as the first family whose grammar surely runs a program, so
 * that no family's own options hide one. Without any, as glibc's.
 */
export function parseByAnyFamily(argv: Argv): Invocation {
  const byGlibc = glibc.parse(argv, null);
  const surely = byGlibc.mode === 'run' ? byGlibc.doubt === null : byGlibc.mode !== 'nothing';
  if (surely) return byGlibc;
  const byMusl = musl.parse(argv, null);
  return byMusl.mode === 'run' || byGlibc.mode === 'nothing' ? byMusl : byGlibc;
}
