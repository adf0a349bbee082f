/** The variables of an environment that steer the run-time linker, as sources tell them. */

/** Longest value kept: of a list of directories the first decide. */
const LONGEST_VALUE = 8 * 1024;
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
