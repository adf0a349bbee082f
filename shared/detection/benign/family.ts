/**
 * Software that runs programs through the loader as a matter of course. A family is one file here and a line in
 * registry.ts. It lowers an alert, with its name in the reason, and never drops it.
 *
 * What a family rests on must lie where only root, or the owner of a home directory, can write: whatever stands in
 * /tmp and its like could be put there by anyone to look like it.
 */
import type { LoaderFamilyName } from '../../loader/family.ts';
import type { LoaderOptions } from '../../loader/invocation.ts';
import type { Writers } from '../directories.ts';
import type { Severity } from '../severity.ts';

/** A loader's use as a family sees it; all paths absolute and normal, null where they could not be resolved. */
export interface LoaderRun {
  readonly argv0: string;
  readonly loaderFamily: LoaderFamilyName | null;
  readonly loaderPath: string;
  /** Is the loader where distributions keep it? */
  readonly systemLoader: boolean;
  readonly program: string | null;
  readonly options: LoaderOptions;
  readonly libraryPath: readonly (string | null)[];
  readonly injected: readonly (string | null)[];
  /** Who can write the loader, the program, the libraries and the directories that are searched: the loosest of all. */
  readonly writers: Writers;
}

/** A recognised family: how far it lowers, and why. */
export interface BenignMatch {
  readonly family: string;
  /** The severity is at most this. */
  readonly atMost: Severity;
  /** A sentence that names the family and what it was recognised by. */
  readonly text: string;
}

/** One family. */
export interface BenignFamily {
  readonly name: string;
  /** Null where this run doesn't look like the family, or where anyone could have made it look so. */
  match(run: LoaderRun): BenignMatch | null;
}

/** What a family may lower to, by who can write its parts; null where anyone can. */
function atMostFor(writers: Writers): Severity | null {
  switch (writers) {
    case 'system':
      return 'low';
    case 'owner':
      return 'medium';
    case 'anyone':
      return null;
  }
}

/** A match with the usual severity, or none where anyone could have imitated it. */
export function lowered(family: string, writers: Writers, text: string): BenignMatch | null {
  const atMost = atMostFor(writers);
  return atMost === null ? null : { family, atMost, text };
}

/** Do all paths lie below one of these directories? */
export function allMatch(paths: readonly (string | null)[], pattern: RegExp): boolean {
  return paths.every((path) => path !== null && pattern.test(path));
}
