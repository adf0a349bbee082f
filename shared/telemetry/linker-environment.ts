/** The variables of an environment that steer the run-time linker, as sources tell them. */
import type { LinkerEnvironment } from './exec-event.ts';

/** The kernel takes no longer one (MAX_ARG_STRLEN, include/uapi/linux/binfmts.h): what was cut could hide a library. */
const LONGEST_VALUE = 128 * 1024;
/** More than any linker knows. */
const MOST_VARIABLES = 64;

/** Those of some variables that begin with `LD_`; of one that is told twice the first, as the linker takes it. */
export function linkerVariables(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const variables = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (!name.startsWith('LD_') || variables.has(name)) continue;
    if (variables.size < MOST_VARIABLES) variables.set(name, value.slice(0, LONGEST_VALUE));
  }
  return Object.fromEntries(variables);
}

/** `NAME=value` for each element; others are left out. */
export function variablePairs(environment: readonly unknown[]): [string, string][] {
  return environment.flatMap((variable): [string, string][] => {
    if (typeof variable !== 'string' || !variable.startsWith('LD_')) return [];
    const equals = variable.indexOf('=');
    return equals < 0 ? [] : [[variable.slice(0, equals), variable.slice(equals + 1)]];
  });
}

const NAME = /^[A-Za-z_]\w*$/;

/**
 * Takes apart an environment that a source joined by blanks. A value that has ` LD_…=` in it looks like a variable, and
 * whoever starts a program chooses the values: what is found here may be made up, so it counts as read later and
 * excuses nothing.
 */
export function joinedEnvironment(text: string): LinkerEnvironment {
  const pairs: [string, string][] = [];
  for (const word of text.split(' ')) {
    const equals = word.indexOf('=');
    const last = pairs.at(-1);
    if (equals > 0 && NAME.test(word.slice(0, equals)))
      pairs.push([word.slice(0, equals), word.slice(equals + 1)]);
    else if (last !== undefined) last[1] += ` ${word}`;
  }
  return { variables: linkerVariables(pairs), readAt: 'later' };
}
