/** What ldwatch knows about one kind of run-time linker. A new loader is one such object in `families/`. */
import type { Argv, Invocation } from './invocation.ts';

/** Short name of a C library's loader, as findings carry it. */
export type LoaderFamilyName = 'glibc' | 'musl' | 'bionic' | 'uclibc';

/** One kind of run-time linker. */
export interface LoaderFamily {
  readonly name: LoaderFamilyName;
  /** Is the file at `path` (absolute, normal) a loader of this family, as far as a name can tell? */
  ownsName(path: string): boolean;
  /**
   * Reads a command line (argv[0] included) by this family's grammar. Never throws.
   *
   * @param path - of the executed loader, which may tell its version; null where it isn't known
   */
  parse(argv: Argv, path: string | null): Invocation;
  /** Options that hardly any other program has: on an unknown file they give the family away. */
  readonly tellingOptions: ReadonlySet<string>;
}
