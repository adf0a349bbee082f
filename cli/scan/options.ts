/** The arguments of `ldwatch scan`. */
import { parseArgs } from 'node:util';
import { SEVERITIES, type Severity } from '../../shared/detection/severity.ts';
import { UsageError } from '../errors.ts';

const OUTPUTS = ['text', 'ndjson', 'html'] as const;

/** What `ldwatch scan` was asked to do. */
export interface ScanOptions {
  /** Paths, `-` for standard input; at least one. */
  readonly inputs: readonly string[];
  readonly output: (typeof OUTPUTS)[number];
  /** Null where findings don't change the exit status. */
  readonly failOn: Severity | null;
}

function oneOf<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((known) => known === value);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${option} takes ${choices.join(', ')}, not ${JSON.stringify(value)}`);
}

/** @throws UsageError where an argument is unknown or has a value that it can't have */
export function parseScanOptions(args: readonly string[]): ScanOptions {
  const { values, positionals } = parse(args);
  return {
    inputs: positionals.length === 0 ? ['-'] : positionals,
    output: oneOf('output', values.output ?? 'text', OUTPUTS),
    failOn: values['fail-on'] === undefined ? null : oneOf('fail-on', values['fail-on'], SEVERITIES),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { output: { type: 'string' }, 'fail-on': { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
