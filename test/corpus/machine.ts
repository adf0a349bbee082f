import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { release } from 'node:os';
import { dirname } from 'node:path';

// The scenarios are the same on both architectures; only the loaders' names differ.
const arm = process.arch === 'arm64';

function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // Read on a machine without that loader, where nothing is going to be run.
  }
}

/** The system's loader by the name that programs carry in PT_INTERP. */
export const LD = arm ? '/lib/ld-linux-aarch64.so.1' : '/lib64/ld-linux-x86-64.so.2';

/** The file behind that name. */
export const LD_FILE = resolved(LD);

/** The directory of the C library that belongs to it. */
export const LIBDIR = dirname(LD_FILE);

/** musl's loader, which is musl's C library at the same time. */
export const MUSL = arm ? '/lib/ld-musl-aarch64.so.1' : '/lib/ld-musl-x86_64.so.1';

/** The loader of 32-bit programs on x86-64. */
export const LD32 = '/lib/ld-linux.so.2';

const firstLine = (command: string, ...args: string[]): string =>
  spawnSync(command, args, { encoding: 'utf8' }).stdout?.split('\n')[0] ?? '';

/** Whether the loader refuses options that it does not know (glibc 2.33), instead of running a program of that name. */
export const REFUSES_UNKNOWN_OPTIONS =
  Number(/^glibc 2\.(\d+)/.exec(firstLine('getconf', 'GNU_LIBC_VERSION'))?.[1] ?? 33) >= 33;

/** On what a recording is made, without anything that tells one machine from another. */
export function describeMachine(): Record<string, string> {
  const os = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  return {
    distribution: os ?? 'unknown',
    kernel: release().replace(/^(\d+\.\d+).*/, '$1'),
    architecture: process.arch,
    libc: firstLine('getconf', 'GNU_LIBC_VERSION'),
    audit: firstLine('auditctl', '-v'),
  };
}
