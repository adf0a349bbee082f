/** Scripts that run on a host as root by Run Command: how one is put together, and how values get into it. */
import { readFileSync } from 'node:fs';

/** One parameter of a script, as a document of SSM (schema 2.2) declares it. */
export interface HostParameter {
  readonly type: 'String';
  readonly description: string;
  /**
   * Run Command puts values into the script as text, so this is what keeps a value from being a command: no pattern lets
   * a quote, a backslash, a blank, a line feed or a dollar sign through.
   */
  readonly allowedPattern: string;
  /** Empty where the parameter may be left out; none where it has to be given. */
  readonly default?: string;
}

/** A script with its parameters. */
export interface HostScript<Name extends string> {
  /** Of the script, and what the document should be called after. */
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<Name, HostParameter>>;
  /**
   * The text for `runCommand` (one element): POSIX sh. `{{ Name }}` stands in it once for each parameter, between single
   * quotes, and nowhere else. The last line that it prints is its result, one line of JSON of at most 2,400 bytes: the
   * output that a step of an automation passes on is cut at 2,500 characters.
   */
  readonly script: string;
  /** Seconds after which Run Command should give up: later than the script's own limits. */
  readonly timeoutSeconds: number;
}

/** What a script is put together from. */
export interface HostScriptParts<Name extends string> extends Omit<HostScript<Name>, 'script'> {
  /** Files of `cdk/host/shell` without `.sh`, in their order; the last one is the script's main part. */
  readonly parts: readonly string[];
}

function shellPart(name: string): string {
  return readFileSync(new URL(`shell/${name}.sh`, import.meta.url), 'utf8');
}

/** `StartTicks` is `param_start_ticks` in the shell. */
function variableOf(parameter: string): string {
  return `param${parameter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** Comments stay in the repository: a document may have 64 KB, and its text is escaped once more in JSON. */
function withoutComments(shell: string): string {
  return shell
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n');
}

/** Puts a script together: its parameters first, as assignments of quoted text, then its parts. */
export function hostScript<Name extends string>(script: HostScriptParts<Name>): HostScript<Name> {
  const { parts, ...described } = script;
  const assignments = Object.keys(script.parameters).map((name) => `${variableOf(name)}='{{ ${name} }}'`);
  const body = parts.map((part) => withoutComments(shellPart(part)));
  return { ...described, script: `${['#!/bin/sh', ...assignments, ...body].join('\n')}\n` };
}

/**
 * The script with its values, as Run Command makes it.
 *
 * @throws RangeError where a value is missing or its parameter's pattern does not allow it
 */
export function withValues<Name extends string>(
  { script, parameters }: HostScript<Name>,
  values: Readonly<Partial<Record<Name, string>>>,
): string {
  const given: Readonly<Record<string, string | undefined>> = values;
  let text = script;
  for (const [name, parameter] of Object.entries<HostParameter>(parameters)) {
    const value = given[name] ?? parameter.default;
    if (value === undefined) throw new RangeError(`The parameter ${name} has to be given.`);
    if (!new RegExp(parameter.allowedPattern).test(value)) {
      throw new RangeError(`The value of ${name} does not match ${parameter.allowedPattern}.`);
    }
    text = text.replace(`{{ ${name} }}`, () => value);
  }
  return text;
}
