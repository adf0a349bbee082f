/** The kernel's name of an executed file (d_path), as every source that asks the kernel writes it. */
import type { ExecutedImage } from './exec-event.ts';

const DELETED = ' (deleted)';
const MEMFD = '/memfd:';
/** rpm renames a file that it replaces while it runs: `/usr/bin/python2.7;58d1ccfb`. */
const REPLACED_BY_RPM = /;[0-9a-f]{8}$/;

/** Reads the kernel's name of an executed file: " (deleted)" and memfd become flags. */
export function executedImage(exe: string): ExecutedImage {
  const memfd = exe.startsWith(MEMFD);
  const deleted = exe.endsWith(DELETED);
  const path = deleted ? exe.slice(0, -DELETED.length) : exe;
  return {
    path: path.includes(';') ? path.replace(REPLACED_BY_RPM, '') : path,
    deleted: deleted && !memfd,
    memfd,
  };
}
