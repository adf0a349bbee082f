const IDENTITY = /msg=audit\((\d+\.\d+:\d+)\)/;

/** The event that a line of a log belongs to, as `1795400907.573:48009`; undefined for other text. */
export const identity = (line: string): string | undefined => IDENTITY.exec(line)?.[1];

/** The marker in a line, if it is one: an exec of `/bin/true ldscn-<id>-begin`. */
export function marker(line: string): { readonly id: string; readonly begins: boolean } | undefined {
  if (!/^(node=\S+ )?type=EXECVE /.test(line) || !line.includes('a0="/bin/true"')) return undefined;
  const found = /ldscn-([a-z0-9-]+)-(begin|end)"/.exec(line);
  return found?.[1] ? { id: found[1], begins: found[2] === 'begin' } : undefined;
}

/** Tells of each event of a recording in which scenario it happened. */
export class Timeline {
  readonly #scenarios = new Map<string, string | undefined>();
  #current: string | undefined;

  /** Takes the next line of the log. */
  add(line: string): void {
    const event = identity(line);
    if (!event) return;
    const found = marker(line);
    if (found) this.#current = found.begins ? found.id : undefined;
    // Records of other events may stand around a marker's: what was inside once is inside.
    if (this.#current !== undefined || !this.#scenarios.has(event)) this.#scenarios.set(event, this.#current);
  }

  /** The scenario of an event, if it happened in one. */
  of(event: string): string | undefined {
    return this.#scenarios.get(event);
  }
}
