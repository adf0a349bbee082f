/** The variables of an execution that steer the run-time linker, picked from what a source tells of its environment. */
import type { LinkerEnvironment } from './exec-event.ts';

/** All that glibc, musl and bionic read begin so (ld.so(8)); no other name has to be kept. */
const LINKER_PREFIX = 'LD_';
const NAME = /^[A-Za-z_]\w*$/;

/** A name and its value. */
export type Variable = readonly [name: string, value: string];

/** @param variables - all or some of the environment, each whole: where a name stands twice the last counts */
export function linkerEnvironment(
  variables: readonly Variable[],
  readAt: LinkerEnvironment['readAt'],
): LinkerEnvironment {
  const own = variables.filter(([name]) => name.startsWith(LINKER_PREFIX));
  return { variables: Object.fromEntries(own), readAt };
}

/**
 * Takes apart an environment that a source joined by blanks. A value that has ` LD_…=` in it looks like a variable, and
 * whoever starts a program chooses the values: what is found here may be made up, so it counts as read later and
 * excuses nothing.
 */
export function joinedEnvironment(text: string): LinkerEnvironment {
  const variables: [string, string][] = [];
  for (const word of text.split(' ')) {
    const equals = word.indexOf('=');
    const last = variables.at(-1);
    if (equals > 0 && NAME.test(word.slice(0, equals)))
      variables.push([word.slice(0, equals), word.slice(equals + 1)]);
    else if (last !== undefined) last[1] += ` ${word}`;
  }
  return linkerEnvironment(variables, 'later');
}
