/** Command lines as one writes them: `words('ld.so --list ./p')`; `''` is an empty word, `?` one that was lost. */
import type { Argv } from '../../../shared/loader/invocation.ts';

/** Splits at blanks, without any quoting but `''`. */
export function words(line: string): Argv {
  return line.split(' ').map((word) => {
    if (word === '?') return null;
    return word === "''" ? '' : word;
  });
}
