/** What a command is good for, by its name: the few kinds of tools that detection has to follow. */

import { BoundedMap } from '../bounded-map.ts';
import { familyOfName } from '../loader/registry.ts';
import { baseName } from '../telemetry/host-path.ts';
import { isLoaderHome, writersOf } from './directories.ts';

/**
 * `rename`: gives files other names. `read`: writes what it reads somewhere else, or runs a text that may.
 * `link`: makes programs. Some are more than one.
 */
export interface Tool {
  readonly name: string;
  /** A shell where the system keeps its programs. */
  readonly systemShell: boolean;
  /** Only root installs where it lies. */
  readonly ofSystem: boolean;
  /** A run-time linker, by its name, where distributions keep them. */
  readonly systemLoader: boolean;
  readonly renames: boolean;
  readonly reads: boolean;
  readonly links: boolean;
}

const RENAMES =
  /^(?:cp|mv|ln|install|rsync|scp|dd|mount|busybox|toybox|coreutils|patchelf|(?:[a-z0-9_]+(?:-[a-z0-9_]+)*-)?(?:objcopy|strip))$/;
const READS =
  /^(?:cat|dd|tee|head|tail|base64|base32|xxd|od|hexdump|openssl|gzip|pigz|bzip2|xz|zstd|tar|cpio|bsdtar|zip|curl|wget|nc|ncat|socat|split|busybox|toybox|coreutils|python[\d.]*|perl[\d.]*|ruby[\d.]*|php[\d.]*|node|lua[\d.]*|gawk|mawk|awk|sed|vim?|ed|(?:[a-z0-9_]+(?:-[a-z0-9_]+)*-)?objcopy)$/;
const LINKS =
  /^(?:ld(?:\.(?:bfd|gold|lld|mold))?|lld|mold|gold|link|go|rustc|zig|tcc|[a-z0-9_]+(?:-[a-z0-9_]+)*-ld(?:\.(?:bfd|gold))?)$/;

/** Not busybox: what it is depends on its arguments. */
const SHELL = /^(?:bash|sh|dash|ksh)$/;

/** Paths repeat: these expressions are for each new one, not for each execution. */
const known = new BoundedMap<string, Tool>(4096);

let latestPath = '';
let latestTool: Tool | null = null;

/** What is behind an executed file. */
export function toolOf(path: string): Tool {
  // Several questions are asked about one execution, one after the other.
  if (latestTool !== null && path === latestPath) return latestTool;
  latestPath = path;
  latestTool = known.get(path) ?? newTool(path);
  return latestTool;
}

function newTool(path: string): Tool {
  const name = baseName(path);
  const ofSystem = writersOf(path) === 'system';
  const tool = {
    name,
    systemShell: ofSystem && SHELL.test(name),
    ofSystem,
    systemLoader: isLoaderHome(path) && familyOfName(path) !== null,
    renames: RENAMES.test(name),
    reads: READS.test(name),
    links: LINKS.test(name),
  };
  known.set(path, tool);
  return tool;
}
