/**
 * Takes the random parts out of a path, so that a payload which is given a new name each time stays one behaviour:
 * `/tmp/tmp.Xb3kQ9aLmZ/stage-4711` and `/tmp/tmp.aQ0pW2xNvR/stage-4712` are both `/tmp/tmp.*` + `/stage-#`.
 *
 * Too little masked means an alert too many, too much means two behaviours told as one: so only what hardly any
 * name that a person chose looks like.
 */

/** RFC 9562. */
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;
/** mktemp(1)'s `tmp.` and ten of 62 characters, Python's `tmp` and eight of 37; a name in words has no such mixture. */
const MKTEMP = /\btmp\.(?=[A-Za-z\d]{0,9}[A-Z\d])[A-Za-z\d]{10}\b/g;
const TEMPFILE = /\btmp(?=[a-z_]{0,7}\d)[a-z\d_]{8}\b/g;
const WORD = /[\p{L}\p{N}]+/gu;
const MOST_CHARACTERS = 1024;

/** A hash in hex, or changes between small letters, capitals and digits that a word of this length has only by chance. */
function looksRandom(word: string): boolean {
  if (word.length < 6) return false;
  if (/^[\da-f]+$/i.test(word) && /\d/.test(word) && /[a-f]/i.test(word)) return true;
  let changes = 0;
  for (let at = 1; at < word.length; at++) {
    const [before, now] = [kindOf(word, at - 1), kindOf(word, at)];
    // What begins with a capital is a name as people put it together: MyAppData.
    if (now !== before && !(before === 'capital' && now === 'small')) changes++;
  }
  return changes >= Math.max(3, word.length * 0.3);
}

function kindOf(word: string, at: number): 'digit' | 'capital' | 'small' {
  const code = word.charCodeAt(at);
  if (code >= 48 && code <= 57) return 'digit';
  return code >= 65 && code <= 90 ? 'capital' : 'small';
}

/** @returns the path with `*` for what looks random and `#` for numbers, cut after 1,024 characters */
export function maskRandom(path: string): string {
  return path
    .slice(0, MOST_CHARACTERS)
    .replace(UUID, '*')
    .replace(MKTEMP, 'tmp.*')
    .replace(TEMPFILE, 'tmp*')
    .replace(WORD, (word) => (looksRandom(word) ? '*' : word.replace(/\p{N}+/gu, '#')));
}
