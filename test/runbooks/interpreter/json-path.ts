/** The part of JSONPath that the runbooks use: names, places in lists, `[*]` and `.*`. */

const PART = /\.(\w+)|\[(\d+)\]|\[\*\]|\.\*/y;

/** What a path leads to. */
export type Selected = { readonly found: true; readonly value: unknown } | { readonly found: false };

function partsOf(path: string): string[] {
  if (!path.startsWith('$')) throw new RangeError(`${path} does not begin with $`);
  const parts: string[] = [];
  PART.lastIndex = 1;
  while (PART.lastIndex < path.length) {
    const [whole, name, index] = PART.exec(path) ?? [];
    if (whole === undefined) throw new RangeError(`${path} has more than the interpreter knows`);
    parts.push(name ?? index ?? '*');
  }
  return parts;
}

function childrenOf(value: unknown, part: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (part === '*') return Object.values(value);
  const child: unknown = Reflect.get(value, part);
  return child === undefined || child === null ? [] : [child];
}

/**
 * A path with a star leads to a list, of nothing perhaps; one without to one value, or to none.
 *
 * @throws RangeError where the path has something else in it
 */
export function select(answer: unknown, path: string): Selected {
  const parts = partsOf(path);
  const values = parts.reduce<unknown[]>(
    (all, part) => all.flatMap((value) => childrenOf(value, part)),
    [answer],
  );
  if (parts.includes('*')) return { found: true, value: values };
  return values.length === 0 ? { found: false } : { found: true, value: values[0] };
}
