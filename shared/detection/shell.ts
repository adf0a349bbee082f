/** Shells by their names. */
import { baseName } from '../telemetry/host-path.ts';

const SHELL = /^(?:r?ba|da|a|z|k|mk|pdk|tc|c|fi)?sh(?:93|-static)?$|^busybox$/;

/** Does the file at this path have a shell's name? */
export function isShell(path: string): boolean {
  return SHELL.test(baseName(path));
}
