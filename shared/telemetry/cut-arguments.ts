/** Argument vectors of which a source kept only the beginning. */

/**
 * Says that something was cut off: null stands for what may follow. The word at which it was cut stays, for it may be a
 * program's name or a library's; an option does not, for half of one is another.
 */
export function cutArguments(words: readonly string[]): (string | null)[] {
  const last = words.at(-1);
  return last?.startsWith('-') ? [...words.slice(0, -1), null] : [...words, null];
}
