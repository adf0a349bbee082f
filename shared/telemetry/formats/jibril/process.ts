/** A process as Jibril describes it (garnet-org/jibril-ashkaal, ongoing.Process). */
import type { Ancestor, ExecEvent, ExecutedImage, LinkerEnvironment, OpenedFile } from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { joinedWords } from '../../joined-arguments.ts';
import { integerAt, type JsonObject, textAt } from '../../json-object.ts';
import { linkerVariables, variablePairs } from '../../linker-environment.ts';

/** Null where only a name is told, and not a path. */
export function imageOf(process: JsonObject): ExecutedImage | null {
  const exe = textAt(process, 'exe');
  return exe?.startsWith('/') ? executedImage(exe) : null;
}

/** `args` has no argv[0]; `cmd` begins with it, and may have the rest. Both are joined by blanks. */
export function wordsOf(process: JsonObject): Pick<ExecEvent, 'argv' | 'argvFidelity'> {
  const command = textAt(process, 'cmd');
  const rest = textAt(process, 'args');
  if (command === null && rest === null) return { argv: [], argvFidelity: 'none' };
  const words = joinedWords(rest ?? '');
  if (command === null) return { argv: [null, ...words], argvFidelity: 'joined' };
  const isWhole = rest === null || command.endsWith(` ${rest}`);
  return {
    argv: isWhole ? joinedWords(command) : [...joinedWords(command), ...words],
    argvFidelity: 'joined',
  };
}

/** The variables of a joined environment: one could be part of another's value, so they excuse nothing. */
export function environmentOf(process: JsonObject): LinkerEnvironment | null {
  const joined = textAt(process, 'envs');
  if (joined === null) return null;
  return { variables: linkerVariables(variablePairs(joined.split(' '))), readAt: 'later' };
}

/**
 * `loader` is the run-time linker that the program names, and every ordinary program names one. Where it is missing the
 * program names none, or Jibril didn't see it.
 */
export function filesOf(process: JsonObject): Pick<ExecEvent, 'files' | 'fileCount'> {
  const name = textAt(process, 'exe');
  if (name === null) return { files: [], fileCount: null };
  const untold = { identity: null, mode: null, ownerUid: null };
  const program: OpenedFile = { name, ...untold };
  const linker = textAt(process, 'loader');
  if (linker === name) return { files: [program], fileCount: 1 };
  if (linker === null || !linker.startsWith('/')) return { files: [program], fileCount: null };
  return { files: [program, { name: linker, ...untold }], fileCount: 2 };
}

/** One of `ancestry`. */
export function ancestorOf(process: JsonObject): Ancestor {
  const { argv } = wordsOf(process);
  return {
    pid: integerAt(process, 'pid'),
    exe: imageOf(process)?.path ?? null,
    commandLine: argv.length === 0 ? null : argv.filter((word) => word !== null).join(' '),
  };
}
