/**
 * What detection keeps of a host for longer than a log is read at a time, and only that: files that are loaders, and
 * commands that read one. Everything else that a judgement needs happened just before it.
 */
import * as z from 'zod/mini';
import type { LoaderFamilyName } from '../loader/family.ts';
import { familyOfName } from '../loader/registry.ts';
import { parseEventId } from '../telemetry/auditd/event-id.ts';
import type { ExecEvent, FileIdentity } from '../telemetry/exec-event.ts';
import type { HostMemory } from './host-memory.ts';

const since = z.number();
const path = z.string();
const family = z.nullable(z.enum(['glibc', 'musl', 'bionic', 'uclibc'] satisfies LoaderFamilyName[]));
const sourceEventId = z.string();
const processId = z.nullable(z.number());

/** The facts as they are stored; `since` is milliseconds since 1970 UTC, when it was first seen. */
const FactShape = z.discriminatedUnion('fact', [
  /** Ordinary programs name this file as their run-time linker. */
  z.object({
    fact: z.literal('linker'),
    since,
    path,
    family,
    identity: z.custom<FileIdentity>((value) => typeof value === 'string'),
  }),
  /** A loader, executed under its own name, held these bytes. */
  z.object({ fact: z.literal('hash'), since, path, family, sha256: z.string() }),
  /** A loader was given this name by event `madeBy`. */
  z.object({ fact: z.literal('copy'), since, path, family, madeBy: sourceEventId }),
  /** A command of this login read a loader's bytes. */
  z.object({
    fact: z.literal('reading'),
    since,
    login: z.string(),
    sourceEventId,
    pid: processId,
    ppid: processId,
    command: z.string(),
  }),
]);

/** One thing to remember of a host. */
export type HostFact = z.infer<typeof FactShape>;

/** Reads a fact from its JSON; null where it is none. */
export function parseFact(json: string): HostFact | null {
  try {
    const parsed = FactShape.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Longer names are no file's (PATH_MAX) and not worth keeping. */
const LONGEST = 1024;

/** Names a fact within its host: the same for the same thing, however often it is seen. */
export function factKey(fact: HostFact): string {
  switch (fact.fact) {
    case 'linker':
      return `linker ${fact.identity}`;
    case 'hash':
      return `hash ${fact.sha256}`;
    case 'copy':
      return `copy ${fact.path}`;
    case 'reading':
      return `reading ${fact.login} ${fact.sourceEventId}`;
  }
}

/** Everything in a memory that is worth keeping. */
export function factsOf(memory: HostMemory): HostFact[] {
  const facts: HostFact[] = [];
  for (const [identity, { path, family, lastSeen }] of memory.loaderFiles)
    facts.push({ fact: 'linker', identity, path, family, since: lastSeen });
  for (const [sha256, { path, family, lastSeen }] of memory.loaderHashes)
    facts.push({ fact: 'hash', sha256, path, family, since: lastSeen });
  // A name that says what it is needs no memory: whoever copies a loader into many directories must not fill it.
  for (const [path, copy] of memory.copies)
    if (familyOfName(path) === null)
      facts.push({ fact: 'copy', path, family: copy.family, madeBy: copy.madeBy, since: copy.madeAt });
  for (const [login, { time, sourceEventId, pid, ppid, command }] of memory.readings)
    facts.push({ fact: 'reading', login, sourceEventId, pid, ppid, command, since: time });
  return facts.filter((fact) => factKey(fact).length <= LONGEST);
}

/** When something happened: a shell copies and runs within a millisecond, there the kernel's numbers tell. */
export type Moment = Pick<ExecEvent, 'time' | 'sequence'>;

/** When a fact came about; of a run-time linker only the time is known. */
export function momentOf(fact: HostFact): Moment {
  const { since: time } = fact;
  switch (fact.fact) {
    case 'linker':
    case 'hash':
      return { time, sequence: 0 };
    case 'copy':
      return { time, sequence: parseEventId(fact.madeBy)?.sequence ?? 0 };
    case 'reading':
      return { time, sequence: parseEventId(fact.sourceEventId)?.sequence ?? 0 };
  }
}

/**
 * Puts facts into a memory, all of them.
 *
 * @param lastSeen - milliseconds since 1970 UTC: when programs named the run-time linkers among them
 */
export function recall(facts: readonly HostFact[], lastSeen: number, memory: HostMemory): void {
  for (const fact of facts.toSorted((a, b) => a.since - b.since)) {
    switch (fact.fact) {
      case 'linker':
        memory.loaderFiles.set(fact.identity, { path: fact.path, family: fact.family, lastSeen });
        break;
      case 'hash':
        memory.loaderHashes.set(fact.sha256, { path: fact.path, family: fact.family, lastSeen });
        break;
      case 'copy':
        memory.copies.set(fact.path, {
          path: fact.path,
          family: fact.family,
          madeBy: fact.madeBy,
          madeAt: fact.since,
        });
        break;
      case 'reading': {
        const { sourceEventId, pid, ppid, command, since } = fact;
        memory.readings.set(fact.login, { time: since, sourceEventId, pid, ppid, command });
        break;
      }
    }
  }
}
