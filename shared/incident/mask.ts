/**
 * Takes the random parts out of a path, so that a payload which is given a new name each time stays one behaviour:
 * `/tmp/tmp.Xb3kQ9aLmZ/stage-4711` and `/tmp/tmp.aQ0pW2xNvR/stage-4712` are both `/tmp/tmp.*` + `/stage-#`.
 *
 * Too little masked means an alert too many, too much means two behaviours told as one: so only what hardly any
 * name that a person chose looks like.
 */

/** Numbers and ids as programs make them: RFC 9562 UUIDs, hashes, mktemp(1)'s ten characters, process ids, times. */
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;
const WORD = /[\p{L}\p{N}]+/gu;
const MOST_CHARACTERS = 1024;

/** Changes between small letters, capitals and digits that a word of this length has only by chance. */
function looksRandom(word: string): boolean {
  if (word.length < 6) return false;
  if (/^[\da-f]+$/i.test(word) && /\d/.test(word) && /[a-f]/i.test(word)) return true;
  let changes = 0;
  for (let at = 1; at < word.length; at++) if (kindOf(word, at) !== kindOf(word, at - 1)) changes++;
  return changes >= Math.max(3, word.length * 0.4);
}

function kindOf(word: string, at: number): number {
  const code = word.charCodeAt(at);
  if (code >= 48 && code <= 57) return 0;
  return code >= 65 && code <= 90 ? 1 : 2;
}

/** @returns the path with `*` for what looks random and `#` for numbers, cut after 1,024 characters */
export function maskRandom(path: string): string {
  return path
    .slice(0, MOST_CHARACTERS)
    .replace(UUID, '*')
    .replace(WORD, (word) => (looksRandom(word) ? '*' : word.replace(/\p{N}+/gu, '#')));
}
