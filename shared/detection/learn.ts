/** What an execution teaches about its host, after it has been judged. */
import { familyOfName } from '../loader/registry.ts';
import type { ExecEvent, OpenedFile } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';
import { isLoaderHome, writersOf } from './directories.ts';
import { type ExecShape, executedFile } from './exec-shape.ts';
import type { HostMemory } from './host-memory.ts';
import type { LoaderUse } from './loader-use.ts';
import { loginOf } from './login.ts';
import { knownLoader, type Renaming } from './staging.ts';
import { type Tool, toolOf } from './tool.ts';

/** Milliseconds: how exact "last seen" of a run-time linker has to be. */
const SEEN_STEP = 60_000;

/** What ends a path inside a text, a script's too. */
const WORD_END = /[\s'";|&<>()=,:`]+/;
const PROGRAM_DIRECTORY = /^(?:\/usr(?:\/local)?)?\/s?bin\//;

/** A loader's path as it stands in a word or in a script's text; null for none. */
function mentionedLoader(word: string): string | null {
  if (!word.includes('ld') && !word.includes('libc.so')) return null;
  return word.split(WORD_END).find((part) => part.includes('/') && familyOfName(part) !== null) ?? null;
}

function learnLinker(linker: OpenedFile, event: ExecEvent, memory: HostMemory): void {
  if (linker.identity === null) return;
  const known = memory.loaderFiles.get(linker.identity);
  if (known !== undefined && event.time - known.lastSeen < SEEN_STEP && known.lastSeen <= event.time) return;
  const path = resolveOnHost(linker.name, event.cwd) ?? linker.name;
  const family = familyOfName(path)?.name ?? null;
  // Whoever makes a program name /usr/bin/ls as its linker must not make ls a loader in our eyes.
  if (family === null && writersOf(path) === 'system') return;
  memory.loaderFiles.set(linker.identity, { path, family, lastSeen: event.time });
}

/** A file that names a run-time linker is none itself: its inode or path may have been reused. */
function learnProgram(program: OpenedFile, event: ExecEvent, memory: HostMemory): void {
  if (program.identity !== null) {
    memory.loaderFiles.delete(program.identity);
    if (memory.copiedFiles.size > 0) memory.copiedFiles.delete(program.identity);
  }
  const path = event.exe?.path ?? resolveOnHost(program.name, event.cwd);
  if (path === null || toolOf(path).ofSystem) return;
  memory.copies.delete(path);
  memory.programs.set(path, true);
}

function learnRenamings(renamings: readonly Renaming[], event: ExecEvent, memory: HostMemory): void {
  for (const { source, targets } of renamings) {
    const loader = knownLoader(source, memory);
    const from = source.path ?? '';
    const isOrdinary = memory.ordinaryFiles.has(from) || (loader === null && writersOf(from) === 'system');
    const isProgram = memory.programs.has(from) || PROGRAM_DIRECTORY.test(from);
    for (const { path } of targets) {
      if (path === null) continue;
      if (loader !== null)
        memory.copies.set(path, {
          path,
          family: loader.family,
          madeBy: event.sourceEventId,
          madeAt: event.time,
        });
      // What is copied from somewhere that nothing is known of may be anything. And whether the command succeeded is not
      // known either: a loader's copy stays one until it is executed as something else.
      if (loader !== null || !isOrdinary || writersOf(path) === 'system') continue;
      memory.ordinaryFiles.set(path, event.time);
    }
    if (loader !== null || !isProgram) continue;
    for (const { path } of targets) if (path !== null) memory.programs.set(path, true);
  }
}

function learnLinkOutput(event: ExecEvent, memory: HostMemory): void {
  const option = event.argv.indexOf('-o');
  const output = option < 0 ? 'a.out' : event.argv[option + 1];
  const path = output === null || output === undefined ? null : resolveOnHost(output, event.cwd);
  if (path === null) return;
  memory.ordinaryFiles.set(path, event.time);
  memory.programs.set(path, true);
}

function learnReading(event: ExecEvent, tool: Tool, memory: HostMemory): void {
  for (const word of event.argv.slice(1)) {
    const path = word === null ? null : mentionedLoader(word);
    if (path === null) continue;
    const command = `${tool.name} … ${path.slice(0, 200)}`;
    const { time, sourceEventId, pid, ppid } = event;
    memory.readings.set(loginOf(event), { time, sourceEventId, pid, ppid, command });
    return;
  }
}

function learnHash(use: LoaderUse, event: ExecEvent, memory: HostMemory): void {
  const { sha256 } = event.background;
  if (sha256 === null || use.evidence !== 'name' || !isLoaderHome(use.path)) return;
  const family = use.family?.name ?? null;
  memory.loaderHashes.set(sha256, { path: use.path, family, lastSeen: event.time });
}

/** Remembers what later judgements need of this execution. */
export function learn(
  event: ExecEvent,
  shape: ExecShape,
  use: LoaderUse | null,
  renamings: readonly Renaming[],
  memory: HostMemory,
): void {
  memory.ldd.observe(event, shape);
  memory.processes.learn(event);
  if (shape.kind === 'dynamic') learnProgram(shape.program, event, memory);
  if (shape.kind === 'dynamic' || (shape.kind === 'script' && shape.linker !== null)) {
    if (shape.linker !== null) learnLinker(shape.linker, event, memory);
  }
  const file = executedFile(shape);
  if (use?.evidence === 'known-copy' && file?.identity != null) {
    const made = {
      path: use.path,
      family: use.family?.name ?? null,
      madeBy: use.restsOn[0] ?? event.sourceEventId,
      madeAt: event.time,
    };
    memory.copiedFiles.set(file.identity, made);
  }
  if (use !== null) {
    learnHash(use, event, memory);
    return;
  }
  if (renamings.length > 0) learnRenamings(renamings, event, memory);
  const tool = toolOf(event.exe?.path ?? '');
  // Anyone can call a program of theirs ld.
  if (tool.links && tool.ofSystem) learnLinkOutput(event, memory);
  if (tool.reads) learnReading(event, tool, memory);
}
