/** What the machine has to run the scripts for hosts for real: root, /proc, a loader. */
import { existsSync, readFileSync } from 'node:fs';

/** The run-time linker that an ELF file names (PT_INTERP), elf(5). Little-endian, 64 bits; null where it names none. */
export function interpreterOf(file: string): string | null {
  const elf = readFileSync(file);
  if (elf.readUInt32BE(0) !== 0x7f454c46 || elf[4] !== 2) return null;
  const [table, size, count] = [Number(elf.readBigUInt64LE(32)), elf.readUInt16LE(54), elf.readUInt16LE(56)];
  for (let header = table; header < table + size * count; header += size) {
    if (elf.readUInt32LE(header) !== 3) continue;
    const at = Number(elf.readBigUInt64LE(header + 8));
    return elf.toString('latin1', at, elf.indexOf(0, at));
  }
  return null;
}

/** A program of the system that only waits, and the loader that it names. */
export const PROGRAM = '/bin/sleep';

function whatIsMissing(): string | null {
  if (process.platform !== 'linux') return 'the scripts run on Linux only';
  if (process.getuid?.() !== 0) return 'the scripts have to run as root';
  if (!existsSync('/proc/self/map_files')) return 'the kernel shows no map_files';
  if (!existsSync(PROGRAM) || interpreterOf(PROGRAM) === null)
    return `${PROGRAM} is not linked dynamically for 64 bits`;
  return null;
}

/** Why the scripts can't run here; null where they can. */
export const MISSING = whatIsMissing();

if (MISSING !== null && process.env['LDWATCH_HOST'] === 'required')
  throw new Error(`not possible here: ${MISSING}`);
if (MISSING !== null) console.warn(`The scripts for hosts are not run: ${MISSING}.`);

/** The system's loader. Only to be used where nothing is missing. */
export const LOADER = MISSING === null ? String(interpreterOf(PROGRAM)) : '';

/** Shells that are here, each as a command. */
export const SHELLS: readonly (readonly string[])[] = [
  ['/bin/dash'],
  ['/bin/bash', '--posix'],
  ['/usr/bin/busybox', 'sh'],
].filter(([path]) => existsSync(String(path)));
