/** Everything that loaders can be seen running on one host, for one run of collect-evidence to find. */
import { openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { LOADER, PROGRAM } from './machine.ts';
import { childrenOf, type Den, type Running, sha256 } from './payload.ts';

/** open(2), a file without a name in a directory: O_TMPFILE and O_RDWR, whose first contains O_DIRECTORY (fcntl.h of arm64 and asm-generic). */
const NAMELESS = process.arch === 'arm64' ? 0o20040002 : 0o20200002;

/** A process, and the hash that the program it runs has, or had. */
export interface Staged extends Running {
  readonly sha256: string;
}

/** The processes of a scene. */
export interface Scene {
  /** The one that the finding is about. */
  readonly finding: Staged;
  /** Its file was deleted after the start. */
  readonly deleted: Staged;
  /** Its file never had a name. */
  readonly nameless: Staged;
  /** A program of the system with a library of the intruder in it; the hash is the program's. */
  readonly injected: Staged;
  readonly injectedLibrary: string;
  /** A shell with one child, which no loader runs. */
  readonly shell: Staged;
  readonly child: number;
  /** A program that is started as programs are. */
  readonly ordinary: Running;
}

/** Starts them all. */
export async function stageScene(den: Den): Promise<Scene> {
  const program = den.payload('payload');
  const environment = { env: { SECRET: 'of the intruder' }, cwd: den.directory };
  const finding = { ...(await den.run(program, environment)), sha256: sha256(program) };

  const file = den.payload('deleted');
  const deleted = { ...(await den.run(file)), sha256: sha256(file) };
  rmSync(file);

  const fd = openSync(den.directory, NAMELESS, 0o600);
  const copied = den.payload('copied');
  writeSync(fd, readFileSync(copied));
  const nameless = { ...(await den.run('/proc/self/fd/3', { fd })), sha256: sha256(copied) };
  rmSync(copied);

  // Any library will do: the loader maps what --preload names.
  const library = /\/\S*\/libc\.so\S*/.exec(readFileSync('/proc/self/maps', 'latin1'))?.[0];
  if (library === undefined) throw new Error('This process has no libc.so mapped.');
  const injectedLibrary = den.payload('injected.so', library);
  const injected = {
    ...(await den.run(PROGRAM, {}, ['300'], LOADER, ['--preload', injectedLibrary])),
    sha256: sha256(PROGRAM),
  };

  const path = den.payload('shell', '/bin/sh');
  const command = [LOADER, path, '-c', 'MARK=child sleep 300 & wait'];
  const shell = {
    ...(await den.start(command, (pid) => childrenOf(pid).length === 1)),
    sha256: sha256(path),
  };
  const [child] = childrenOf(shell.pid);
  if (child === undefined) throw new Error('The shell has no child.');

  const ordinary = await den.start([PROGRAM, '300'], () => true);
  return { finding, deleted, nameless, injected, injectedLibrary, shell, child, ordinary };
}
