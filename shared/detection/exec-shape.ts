/**
 * What the kernel did to execute a file, read from the files that it opened (fs/exec.c, fs/binfmt_script.c,
 * fs/binfmt_elf.c): the program first, then a script's interpreters, last the run-time linker that an ELF file names.
 */
import type { ExecEvent, OpenedFile } from '../telemetry/exec-event.ts';
import { baseName, resolveOnHost } from '../telemetry/host-path.ts';

/** How a file came to be executed. */
export type ExecShape =
  /** A program that names its run-time linker: every ordinary dynamic executable. */
  | { readonly kind: 'dynamic'; readonly program: OpenedFile; readonly linker: OpenedFile }
  /** A file that names none: a static program, or a run-time linker itself. */
  | { readonly kind: 'alone'; readonly program: OpenedFile }
  /** A file with an interpreter line (or binfmt_misc entry); `interpreter` is what runs in the end. */
  | {
      readonly kind: 'script';
      readonly program: OpenedFile;
      readonly interpreter: OpenedFile;
      /** Null where the interpreter names no run-time linker: it is static, or a run-time linker itself. */
      readonly linker: OpenedFile | null;
    }
  /** Records were lost. */
  | { readonly kind: 'unknown'; readonly program: OpenedFile | null };

/**
 * Is the last opened file the interpreter that runs, and no run-time linker? For a script the kernel makes the
 * interpreter's path, as the script wrote it, argv[0], and the interpreter is the executed image. Where the arguments
 * were lost, only the image tells.
 */
function lastIsInterpreter(event: ExecEvent, program: OpenedFile, last: OpenedFile): boolean {
  const { argv, exe, cwd, files } = event;
  const programIsImage = exe !== null && exe.path === resolveOnHost(program.name, cwd);
  if (programIsImage) return false;
  if (argv.length === 0) return exe !== null && baseName(exe.path) === baseName(last.name);
  if (argv[0] !== last.name) return false;
  // Of two files the caller could have made argv[0] up; then the script's own name follows, or, for a script that was
  // executed by its descriptor, a name under /dev/fd.
  return files.length > 2 || program.name === '' || argv.includes(program.name) || argv.includes(null);
}

/** Reads the shape of one exec. */
export function shapeOf(event: ExecEvent): ExecShape {
  const { files, fileCount } = event;
  const [program, second] = files;
  const last = files.at(-1);
  if (program === undefined || last === undefined || fileCount === null || files.length < fileCount) {
    return { kind: 'unknown', program: program ?? null };
  }
  if (second === undefined) return { kind: 'alone', program };
  if (lastIsInterpreter(event, program, last))
    return { kind: 'script', program, interpreter: last, linker: null };
  if (files.length === 2) return { kind: 'dynamic', program, linker: last };
  return { kind: 'script', program, interpreter: files.at(-2) ?? second, linker: last };
}

/** The file whose code runs first: the interpreter for a script, the program for anything else. */
export function executedFile(shape: ExecShape): OpenedFile | null {
  return shape.kind === 'script' ? shape.interpreter : shape.program;
}
