/** Which system calls execute a program, by the AUDIT_ARCH value that the SYSCALL record carries. */

/** [execve, execveat] by `arch=`; the numbers are those of the kernel's syscall tables (arch/*\/entry/syscalls). */
const EXEC_NUMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  // x32 calls have bit 30 set (__X32_SYSCALL_BIT) and numbers of their own.
  ['c000003e', ['59', '322', '1073742344', '1073742369']],
  ['40000003', ['11', '358']],
  ['c00000b7', ['221', '281']],
  ['40000028', ['11', '387']],
  ['c00000f3', ['221', '281']],
  ['400000f3', ['221', '281']],
  ['c0000102', ['221', '281']],
  ['80000016', ['11', '354']],
  ['c0000015', ['11', '362']],
  ['80000015', ['11', '362']],
  ['14', ['11', '362']],
]);

/**
 * Is this SYSCALL record an execve or execveat? Null where the architecture is not known, so that the caller can look
 * for an EXECVE record, which only an exec has.
 *
 * @param arch - hexadecimal as in the record, or the name that an enriching auditd put there
 * @param syscall - decimal, or the name
 */
export function isExec(arch: string, syscall: string): boolean | null {
  if (syscall === 'execve' || syscall === 'execveat') return true;
  return EXEC_NUMBERS.get(arch)?.includes(syscall) ?? null;
}
