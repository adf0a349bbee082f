/** The executions that scenarios are made of: on one host, one after the other, told whole. */
import {
  type Background,
  type ExecEvent,
  type ExecUser,
  execEventId,
  type FileIdentity,
  NO_BACKGROUND,
  type OpenedFile,
} from '../../../../shared/telemetry/exec-event.ts';
import { executedImage } from '../../../../shared/telemetry/executed-image.ts';

const START = Date.UTC(2026, 10, 24, 10);
const HOST = 'web-1';

/** The loader of glibc: the file, and the name by which everybody asks for it. */
export const LOADER = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
export const LINKER = '/lib64/ld-linux-x86-64.so.2';

/** Of root, and executable by everybody. */
function openedFile(name: string, inode: number): OpenedFile {
  // Made from a device and an inode, as auditd's are.
  const identity = `fe:00:${inode}` as FileIdentity;
  return { name, identity, mode: 0o100755, ownerUid: 0 };
}

/** Files that are the same under every name have one inode. */
const INODE_OF_LOADER = 100;
const INODES: ReadonlyMap<string, number> = new Map([
  [LINKER, INODE_OF_LOADER],
  [LOADER, INODE_OF_LOADER],
]);

/** One execution of a scenario. */
export interface Step {
  /** As the kernel names it, with " (deleted)" where it has none. */
  readonly exe: string;
  /** By byte-safe strings; argv[0] too. */
  readonly argv: readonly string[];
  /** What the kernel opened, by the names that it was asked for; a name with `=` takes the inode behind it. */
  readonly files: readonly string[];
  readonly cwd?: string;
  readonly pid?: number;
  readonly ppid?: number;
  readonly user?: Partial<ExecUser>;
  readonly environment?: Readonly<Record<string, string>>;
  /** SHA-256 of the executed file: one digit is as good as 64. */
  readonly sha256?: string;
}

const USER: ExecUser = { uid: 1000, euid: 1000, auid: 1000, session: 3, tty: 'pts0', name: null };

function inodeOf(name: string, index: number, step: number): number {
  return INODES.get(name) ?? 1000 + step * 10 + index;
}

function file(spelled: string, index: number, step: number): OpenedFile {
  const [name = '', inode] = spelled.split('=');
  return openedFile(name, inode === undefined ? inodeOf(name, index, step) : Number(inode));
}

function backgroundOf({ environment = {}, sha256 = 'f' }: Step): Background {
  return {
    ...NO_BACKGROUND,
    environment: { variables: environment, readAt: 'exec' },
    sha256: sha256.repeat(64),
  };
}

/** The events of a scenario, 20 milliseconds from each other. */
export function eventsOf(steps: readonly Step[]): ExecEvent[] {
  return steps.map((step, index) => {
    const time = START + index * 20;
    const pid = step.pid ?? 1000 + index;
    const sourceEventId = `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}:${index + 1}`;
    return {
      type: 'exec',
      id: execEventId(HOST, sourceEventId),
      sourceEventId,
      format: 'auditd',
      time,
      sequence: index + 1,
      host: HOST,
      pid,
      ppid: step.ppid ?? 900,
      exe: executedImage(step.exe),
      argv: step.argv,
      argvFidelity: 'exact',
      cwd: step.cwd ?? '/home/user',
      user: { ...USER, ...step.user },
      files: step.files.map((name, at) => file(name, at, index)),
      fileCount: step.files.length,
      missing: [],
      background: backgroundOf(step),
      pointer: { source: 'log', position: index + 1 },
    };
  });
}
