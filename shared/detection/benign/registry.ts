/** Every benign family, the most particular first. */
import { appimage } from './appimage.ts';
import type { BenignFamily, BenignMatch, LoaderRun } from './family.ts';
import { gcompat } from './gcompat.ts';
import { jetbrains } from './jetbrains.ts';
import { lddtree } from './lddtree.ts';
import { nix } from './nix.ts';
import { snapd } from './snapd.ts';
import { termux } from './termux.ts';
import { vendoredGlibc } from './vendored-glibc.ts';

const FAMILIES: readonly BenignFamily[] = [
  snapd,
  nix,
  gcompat,
  jetbrains,
  lddtree,
  termux,
  appimage,
  vendoredGlibc,
];

/** The first family that this run looks like; null for none. */
export function benignMatch(run: LoaderRun): BenignMatch | null {
  for (const family of FAMILIES) {
    const match = family.match(run);
    if (match !== null) return match;
  }
  return null;
}
