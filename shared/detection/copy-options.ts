/** The command lines of tools that copy: which words are files and which belong to an option. */
import type { Argv } from '../loader/invocation.ts';

/** Options that take a value: letters, which may stand in a cluster with their value behind them, and long names. */
interface ValueOptions {
  readonly letters: string;
  readonly names: readonly string[];
}

const COPY_OPTIONS: ValueOptions = { letters: 'St', names: ['--suffix', '--target-directory'] };

const VALUE_OPTIONS: Readonly<Record<string, ValueOptions>> = {
  cp: COPY_OPTIONS,
  mv: COPY_OPTIONS,
  ln: COPY_OPTIONS,
  install: {
    letters: 'mogSt',
    names: ['--mode', '--owner', '--group', '--suffix', '--target-directory', '--strip-program'],
  },
  rsync: {
    letters: 'efTBM',
    names: [
      '--rsh',
      '--exclude',
      '--include',
      '--filter',
      '--temp-dir',
      '--exclude-from',
      '--include-from',
      '--chmod',
    ],
  },
  scp: { letters: 'cDFiJloPSX', names: [] },
  strip: { letters: 'oFIORKNM', names: ['--output-target', '--input-target'] },
  patchelf: {
    letters: '',
    names: [
      '--output',
      '--set-interpreter',
      '--set-rpath',
      '--set-soname',
      '--add-needed',
      '--remove-needed',
    ],
  },
  mount: { letters: 'otLUO', names: ['--options', '--types', '--source', '--target'] },
  objcopy: { letters: 'IOFBjRNKGW', names: ['--add-section', '--rename-section'] },
};
const NO_VALUES: ValueOptions = { letters: '', names: [] };
const TARGET_DIRECTORY = '--target-directory';

/** A command line taken apart. */
export interface Operands {
  /** What is no option. */
  readonly words: readonly string[];
  /** Of -t or --target-directory, null without. */
  readonly targetDirectory: string | null;
  /** Of -o or --output, null without. */
  readonly output: string | null;
}

/** An option with the value that stands in the same word (null: it has none there), and whether it takes one. */
interface ParsedOption {
  readonly name: string;
  readonly value: string | null;
  readonly takesValue: boolean;
}

/** `--target-dir=x` and other beginnings that getopt_long takes for the whole name; `-vt/tmp`, letter by letter. */
function parseOption(word: string, { letters, names }: ValueOptions): ParsedOption {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const given = equals < 0 ? word : word.slice(0, equals);
    const name = given.length > 2 ? names.find((known) => known.startsWith(given)) : undefined;
    return {
      name: name ?? given,
      value: equals < 0 ? null : word.slice(equals + 1),
      takesValue: name !== undefined,
    };
  }
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    if (!letters.includes(letter)) continue;
    const value = at + 1 < word.length ? word.slice(at + 1) : null;
    const name = letter === 't' && names.includes(TARGET_DIRECTORY) ? TARGET_DIRECTORY : `-${letter}`;
    return { name, value, takesValue: true };
  }
  return { name: word, value: null, takesValue: false };
}

/** Takes the arguments of a tool apart, as getopt_long would. */
export function operands(tool: string, argv: Argv): Operands {
  const known = VALUE_OPTIONS[tool] ?? NO_VALUES;
  const words: string[] = [];
  let targetDirectory: string | null = null;
  let output: string | null = null;
  let options = true;
  for (let index = 1; index < argv.length; index++) {
    const word = argv[index];
    if (word === null || word === undefined) continue;
    if (!options || !word.startsWith('-') || word === '-') words.push(word);
    else if (word === '--') options = false;
    else {
      const { name, value, takesValue } = parseOption(word, known);
      const given = takesValue && value === null ? (argv[++index] ?? null) : value;
      if (name === TARGET_DIRECTORY) targetDirectory = given;
      if (name === '-o' || name === '--output') output = given;
    }
  }
  return { words, targetDirectory, output };
}

/** Is this a tool whose options are known? */
export function hasOptions(tool: string): boolean {
  return Object.hasOwn(VALUE_OPTIONS, tool);
}
