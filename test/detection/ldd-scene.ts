/**
 * The steps of one real `ldd FILE` as the kernel's audit records show them: ldd is process 2000, a child of the shell
 * 500; 2001 and 2004 are subshells without a record, 2003 verifies, 2006 (child of the subshell 2005) traces.
 */
import type { ExecEvent, ExecFailure } from '../../shared/telemetry/exec-event.ts';
import { type ExecParts, exec, LINKER, LOADER, T0, USER } from './exec.ts';

/** `ldd FILE…`: the shell that runs the script. */
export function lddStart(files: string, more: ExecParts = {}): ExecEvent {
  return exec({
    argv: ['/bin/bash', '/usr/bin/ldd', ...files.split(' ')],
    exe: '/usr/bin/bash',
    files: ['/usr/bin/ldd', '/bin/bash', LINKER],
    pid: 2000,
    ...more,
  });
}

/** `ld.so --verify FILE`. */
export function verify(word: string, more: ExecParts = {}): ExecEvent {
  const argv = [LINKER, '--verify', word];
  return exec({ argv, exe: LOADER, files: [LINKER], pid: 2003, ppid: 2000, time: T0 + 4, ...more });
}

/** `ld.so FILE`, which traces because of its environment. */
export function trace(word: string, more: ExecParts = {}): ExecEvent {
  const argv = [LINKER, word];
  return exec({ argv, exe: LOADER, files: [LINKER], pid: 2006, ppid: 2005, time: T0 + 8, ...more });
}

/** A loader that this kernel can't execute. */
export function failure(name: string, more: Partial<ExecFailure> = {}): ExecFailure {
  return {
    type: 'exec-failure',
    time: T0 + 6,
    sequence: 0,
    host: 'host-1',
    pid: 2004,
    ppid: 2000,
    name,
    cwd: '/home/user',
    user: USER,
    ...more,
  };
}
