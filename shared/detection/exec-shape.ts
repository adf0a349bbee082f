/**
 * What the kernel did to execute a file, read from the files that it opened (fs/exec.c, fs/binfmt_script.c,
 * fs/binfmt_elf.c): the program first, then a script's interpreters, last the run-time linker that an ELF file names.
 */
import type { ExecEvent, OpenedFile } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';

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
      readonly linker: OpenedFile | null;
    }
  /** Records were lost. */
  | { readonly kind: 'unknown'; readonly program: OpenedFile | null };

/**
 * Two files can be a program with its run-time linker, or a script with an interpreter that needs none. For a script
 * the kernel makes the interpreter's path, as the script wrote it, argv[0], and the executed image is the interpreter.
 */
function isScript(event: ExecEvent, program: OpenedFile, second: OpenedFile): boolean {
  if (event.argv[0] !== second.name || !event.argv.includes(program.name)) return false;
  return event.exe === null || event.exe.path !== resolveOnHost(program.name, event.cwd);
}

/** Reads the shape of one exec. */
export function shapeOf(event: ExecEvent): ExecShape {
  const { files, fileCount } = event;
  const [program, second] = files;
  if (program === undefined || fileCount === null || files.length < fileCount) {
    return { kind: 'unknown', program: program ?? null };
  }
  if (second === undefined) return { kind: 'alone', program };
  if (files.length > 2) {
    const linker = files.at(-1) ?? second;
    return { kind: 'script', program, interpreter: files.at(-2) ?? second, linker };
  }
  if (isScript(event, program, second)) return { kind: 'script', program, interpreter: second, linker: null };
  return { kind: 'dynamic', program, linker: second };
}

/** The file whose code runs first: the interpreter for a script, the program for anything else. */
export function executedFile(shape: ExecShape): OpenedFile | null {
  return shape.kind === 'script' ? shape.interpreter : shape.program;
}
