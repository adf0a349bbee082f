/**
 * What detection remembers of one host. Everything is bounded: the oldest is forgotten first, and forgetting makes
 * detection louder or less sure, never wrong about what it says.
 */

import { BoundedMap } from '../bounded-map.ts';
import type { LoaderFamilyName } from '../loader/family.ts';
import type { FileIdentity } from '../telemetry/exec-event.ts';
import { LddWatch } from './ldd-watch.ts';
import { ProcessTable } from './process-table.ts';

/** A file that ordinary programs of this host name as their run-time linker. */
export interface KnownLoaderFile {
  readonly path: string;
  readonly family: LoaderFamilyName | null;
  /** Milliseconds since 1970: when a program last named it. */
  readonly lastSeen: number;
}

/** A copy of, or another name for, a loader. */
export interface KnownCopy {
  readonly path: string;
  readonly family: LoaderFamilyName | null;
  /** Source id of the event that made it. */
  readonly madeBy: string;
  /** Milliseconds since 1970: when. */
  readonly madeAt: number;
}

/** A command that read a loader's bytes and could have written them anywhere. */
export interface LoaderReading {
  readonly time: number;
  readonly sourceEventId: string;
  readonly pid: number | null;
  readonly ppid: number | null;
  /** The command, for the reason's sentence. */
  readonly command: string;
}

/** Memory of one host. */
export class HostMemory {
  /** By device and inode, learned from ordinary executions. */
  readonly loaderFiles = new BoundedMap<FileIdentity, KnownLoaderFile>(1024);
  /** By SHA-256: loaders that were executed under their own names, where distributions keep them. */
  readonly loaderHashes = new BoundedMap<string, KnownLoaderFile>(256);
  /** By absolute path. */
  readonly copies = new BoundedMap<string, KnownCopy>(4096);
  readonly copiedFiles = new BoundedMap<FileIdentity, KnownCopy>(4096);
  /** With the time in milliseconds: paths where a link editor, or a copy of something that is no loader, put a file: not a loader's copy. */
  readonly ordinaryFiles = new BoundedMap<string, number>(8192);
  /** Paths outside the system's directories of programs that name a run-time linker: executed, built or copied there. */
  readonly programs = new BoundedMap<string, true>(8192);
  readonly processes = new ProcessTable();
  readonly ldd = new LddWatch(this.processes);
  /** By login. */
  readonly readings = new BoundedMap<string, LoaderReading>(256);
}
