/** Programs that are run through a loader, as an intruder does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOADER, PROGRAM } from './machine.ts';

/** A running process of a test. */
export interface Running {
  readonly pid: number;
  /** Seconds since 1970 as auditd writes them, taken after the process ran the loader. */
  readonly eventTime: string;
  readonly child: ChildProcess;
}

/** SHA-256 of a file in hexadecimal. */
export function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Bytes in hexadecimal, as parameters of the scripts want them. */
export function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** Whether the process still runs: neither gone nor waiting to be read. */
export function isRunning(pid: number): boolean {
  const state = stateOf(pid);
  return state !== null && state !== 'Z';
}

/** Letter of the state in /proc/PID/stat; null where there is no such process. */
export function stateOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.charAt(stat.lastIndexOf(')') + 2);
  } catch {
    return null;
  }
}

/** Waits until something is so, ten seconds at most. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries++) await sleep(20);
  if (!holds()) throw new Error('What the test waits for did not come.');
}

/** A directory of files and processes for one test. Dispose of it, and both are gone. */
export class Den {
  readonly directory = mkdtempSync(join(tmpdir(), 'ldwatch-host-'));
  readonly #children: ChildProcess[] = [];

  constructor() {
    // Other users have to get at what is in it.
    chmodSync(this.directory, 0o755);
  }

  /** A copy of a program that waits, with its own bytes: no other file has the hash. Mode 0644, which a loader doesn't mind. */
  payload(name: string, program: string = PROGRAM): string {
    const path = join(this.directory, name);
    copyFileSync(program, path);
    writeFileSync(path, `${name} ${this.directory}`, { flag: 'a' });
    chmodSync(path, 0o644);
    return path;
  }

  /** Starts a command in a session of its own, and waits until it is what `ready` looks for. */
  async start(
    command: readonly string[],
    ready: (pid: number) => boolean,
    options: {
      readonly uid?: number;
      readonly cwd?: string;
      readonly env?: NodeJS.ProcessEnv;
      readonly fd?: number;
    } = {},
  ): Promise<Running> {
    const [file, ...args] = command;
    const { fd, ...others } = options;
    const child = spawn(String(file), args, {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', ...(fd === undefined ? [] : [fd])],
      ...others,
    });
    this.#children.push(child);
    const pid = child.pid;
    if (pid === undefined) throw new Error(`${file} could not be started.`);
    await until(() => ready(pid));
    return { pid, eventTime: (Date.now() / 1000).toFixed(3), child };
  }

  /** Starts a program through a loader, and waits until its code is mapped. */
  run(
    payload: string,
    options: {
      readonly uid?: number;
      readonly cwd?: string;
      readonly env?: NodeJS.ProcessEnv;
      readonly fd?: number;
    } = {},
    args: readonly string[] = ['300'],
    loader: string = LOADER,
    loaderOptions: readonly string[] = [],
  ): Promise<Running> {
    return this.start([loader, ...loaderOptions, payload, ...args], sleeps, options);
  }

  [Symbol.dispose](): void {
    for (const { pid } of this.#children) if (pid !== undefined) killTree(pid);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The kernel's name of where it waits: a loader that is done mapping, and a program that sleeps. */
function sleeps(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/wchan`, 'latin1').includes('nanosleep');
  } catch {
    return false;
  }
}

/** Ids of a process's children, none where it is gone. */
export function childrenOf(pid: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
    return list.trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function killTree(pid: number): void {
  for (const child of childrenOf(pid)) killTree(child);
  for (const target of [pid, -pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It is gone already, or leads no group.
    }
  }
}

/** What the kernel says that the process executes. */
export function executable(pid: number): string {
  return readlinkSync(`/proc/${pid}/exe`);
}
