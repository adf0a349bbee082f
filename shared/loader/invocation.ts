/** What a loader's command line means: the common language of every family's grammar. */

/** An argument vector; null is an argument that the telemetry lost. */
export type Argv = readonly (string | null)[];

/** Options that a loader took before the program's name. */
export interface LoaderOptions {
  /** Libraries whose code is loaded before the program's (`--preload`). */
  readonly preload: readonly string[];
  /** Audit modules, whose code the loader runs inside the process (`--audit`). */
  readonly audit: readonly string[];
  /** Directories that are searched for libraries first (`--library-path`). */
  readonly libraryPath: readonly string[];
  /** What the program is told its own name is (`--argv0`). */
  readonly argv0: string | null;
}

/** What only looks at a program, and what it prints. */
export type Inspection = 'list' | 'verify' | 'version' | 'help' | 'list-tunables' | 'list-diagnostics';

/** The meaning of one command line. */
export type Invocation =
  /** PROGRAM runs; `programIndex` is its place in argv, everything behind it belongs to the program. */
  | {
      readonly mode: 'run';
      readonly program: string;
      readonly programIndex: number;
      readonly options: LoaderOptions;
      /** Set where only some versions of this loader would run it: says which. */
      readonly doubt: string | null;
    }
  /** The loader prints something; PROGRAM doesn't run, but with `runsAudit` the audit modules' code does. */
  | {
      readonly mode: 'inspect';
      readonly inspection: Inspection;
      readonly program: string | null;
      readonly options: LoaderOptions;
      readonly runsAudit: boolean;
    }
  /** Nothing runs: the loader complains and exits. */
  | { readonly mode: 'nothing'; readonly why: 'no-program' | 'unknown-option' }
  /** The telemetry lost the argument that would have told. */
  | { readonly mode: 'unknown' };

/** What a loader without options was told. */
export const NO_OPTIONS: LoaderOptions = { preload: [], audit: [], libraryPath: [], argv0: null };

/** Splits a list value: empty entries mean nothing. */
export function splitList(value: string, separator: RegExp): string[] {
  return value.split(separator).filter((entry) => entry !== '');
}
