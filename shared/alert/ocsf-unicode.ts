/**
 * Text of a host in a form that every reader of JSON takes. Bytes that are no UTF-8 are lone surrogates here
 * (byte-string.ts). JSON can carry them as `\udc80`, but orjson, serde_json (and so pydantic) and PostgreSQL refuse the
 * whole document for one, and Go and jq put another character in its place: a single byte in a file's name would keep
 * an alert from being read. U+0000, which PostgreSQL refuses too, can't be in a name, but a forged record can claim it.
 */

/** Bytes that were no UTF-8, halves of a character that was cut in two, and the null. */
const UNREADABLE = /[\0\p{Cs}]/gu;

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  return code === 0 ? '\\x00' : `\\u{${code.toString(16)}}`;
}

/** A value whose texts are all valid Unicode, and those that weren't as they were. */
export interface InUnicode<T> {
  readonly value: T;
  /** By JSON pointer: the text as JSON, so that `JSON.parse`, or in Python `os.fsencode(json.loads(…))`, gives it back. */
  readonly before: Readonly<Record<string, string>>;
}

/** Escapes what is no Unicode in every text of a JSON value, and in names, of which those of tags are not ours. */
export function inUnicode<T>(whole: T): InUnicode<T> {
  const before: Record<string, string> = {};
  const walk = (value: unknown, pointer: string): unknown => {
    if (typeof value === 'string') {
      const text = value.replaceAll(UNREADABLE, escaped);
      if (text !== value) before[pointer] = JSON.stringify(value);
      return text;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${pointer}/${index}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key.replaceAll(UNREADABLE, escaped),
        walk(item, `${pointer}/${key.replaceAll(UNREADABLE, escaped)}`),
      ]),
    );
  };
  // Texts become other texts and everything else stays what it was.
  return { value: walk(whole, '') as T, before };
}
