import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { identity, marker } from './timeline.ts';

const lines = (path: string): AsyncIterable<string> =>
  // latin1 keeps each byte as it is: names may hold anything.
  createInterface({ input: createReadStream(path, 'latin1'), crlfDelay: Infinity });

/** The events of one session: of other people's work nothing may get into a recording. */
async function eventsOf(path: string, session: string, since: string): Promise<Set<string>> {
  const own = new Set<string>();
  const mine = new RegExp(` ses=${session}(\\s|$)`);
  for await (const line of lines(path)) {
    const event = identity(line);
    if (event && event >= since && mine.test(line)) own.add(event);
  }
  return own;
}

/** Copies what the session did between markers of wanted scenarios. Returns the number of events. */
export async function excerpt(
  from: string,
  to: string,
  session: string,
  since: string,
  wanted: ReadonlySet<string>,
): Promise<number> {
  const own = await eventsOf(from, session, since);
  const windows = await opened(from, own, wanted);
  const out = createWriteStream(to, 'latin1');
  const written = new Set<string>();
  for await (const line of lines(from)) {
    const event = identity(line);
    if (!event || !windows.has(event)) continue;
    written.add(event);
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return written.size;
}

/** The events between the markers of wanted scenarios, and those markers. */
async function opened(
  path: string,
  own: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
): Promise<Set<string>> {
  const inside = new Set<string>();
  let current: string | undefined;
  for await (const line of lines(path)) {
    const event = identity(line);
    if (!event || !own.has(event)) continue;
    const found = marker(line);
    if (found) current = found.begins ? found.id : undefined;
    if (current !== undefined ? wanted.has(current) : found && wanted.has(found.id)) inside.add(event);
  }
  return inside;
}
