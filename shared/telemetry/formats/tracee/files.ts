/**
 * The files of an exec as Tracee's sched_process_exec tells them (pkg/ebpf/c/tracee.bpf.c): `cmdpath` what was asked
 * for, `pathname` what runs, `interp` a script's interpreter as the script names it, `interpreter_pathname` the run-time
 * linker, which every ordinary program has.
 */
import type { FileIdentity, OpenedFile } from '../../exec-event.ts';
import { isRounded } from '../../whole-number.ts';
import { type TraceeValues, textValue, wrappedNumber } from './values.ts';

/** The kernel's own dev_t (include/linux/kdev_t.h). */
const MINOR_BITS = 20;

function hex(number: number): string {
  return number.toString(16).padStart(2, '0');
}

/** Spelled as the audit system does, so that both sources know a file as the same. */
function identityOf(device: unknown, inode: unknown): FileIdentity | null {
  const dev = wrappedNumber(device);
  const digits = typeof inode === 'number' || typeof inode === 'string' ? String(inode) : '';
  if (dev === null || dev <= 0 || !/^[1-9]\d{0,19}$/.test(digits)) return null;
  // A number that was rounded names another file.
  if (typeof inode === 'number' && !Number.isSafeInteger(inode)) return null;
  const minor = dev % 2 ** MINOR_BITS;
  // Branding is the only way to make the id.
  return `${hex((dev - minor) / 2 ** MINOR_BITS)}:${hex(minor)}:${digits}` as FileIdentity;
}

/** Was an inode number rounded? */
export function hasRoundedInode(values: TraceeValues): boolean {
  return isRounded(values.get('inode')) || isRounded(interpreterInode(values));
}

/** Older versions had a slip in the name. */
function interpreterInode(values: TraceeValues): unknown {
  return values.get('interpreter_inode') ?? values.get('ineterpreter_inode');
}

/**
 * The files as far as they are known, in the kernel's order. Where no linker is told there may be none, or the probe that
 * would have seen it was not there: how many files there were is not known then.
 */
export function filesIn(values: TraceeValues): { files: OpenedFile[]; fileCount: number | null } {
  const asked = textValue(values, 'cmdpath') ?? textValue(values, 'pathname');
  if (asked === null) return { files: [], fileCount: null };
  const mode = wrappedNumber(values.get('inode_mode'));
  const image = { identity: identityOf(values.get('dev'), values.get('inode')), mode, ownerUid: null };
  const untold = { identity: null, mode: null, ownerUid: null };
  const interpreter = textValue(values, 'interp') ?? asked;
  const files: OpenedFile[] =
    interpreter === asked
      ? [{ name: asked, ...image }]
      : [
          { name: asked, ...untold },
          { name: interpreter, ...image },
        ];
  const linker = textValue(values, 'interpreter_pathname');
  if (linker === null) return { files, fileCount: null };
  const identity = identityOf(values.get('interpreter_dev'), interpreterInode(values));
  // The executed file itself: it names no linker.
  if (identity !== null && identity === image.identity) return { files, fileCount: files.length };
  files.push({ name: linker, ...untold, identity });
  return { files, fileCount: files.length };
}
