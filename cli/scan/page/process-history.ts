/**
 * Where a process came from and what it started, as far as executions tell. The log has no record of forks and exits:
 * a parent that executed nothing while the log was written isn't there, and a process id comes again.
 */
import { printableCommand } from '../../../shared/alert/printable.ts';
import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { ExecEvent, ExecEventId } from '../../../shared/telemetry/exec-event.ts';

/** Processes of all hosts that are remembered at a time. */
const MOST_PROCESSES = 16_384;
/** Executions above a finding, and below it. */
const MOST_ANCESTORS = 8;
const MOST_DESCENDANTS = 16;
/** Processes whose descendants are looked for at a time. */
const MOST_WATCHED = 1_024;
const MOST_ARGUMENTS = 8;
const LONGEST_COMMAND = 240;

/** One execution in a tree. */
export interface ProcessNode {
  readonly id: ExecEventId;
  readonly pid: number | null;
  readonly ppid: number | null;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** Printable, shortened. */
  readonly command: string;
}

/** An execution that came of another: by a fork, or in the same process, which then became another program. */
export interface Descendant extends ProcessNode {
  readonly parent: ExecEventId;
}

/** A finding's relatives. */
export interface Kin {
  /** The nearest first. */
  readonly ancestors: readonly ProcessNode[];
  /** There are more ancestors than are kept. */
  readonly ancestorsCut: boolean;
  /** In the order of what happened; goes on growing while the log is read. */
  readonly descendants: Descendant[];
  /** Descendants that are not among them. */
  moreDescendants: number;
}

interface Remembered {
  readonly node: ProcessNode;
  readonly session: number | null;
  /** The nearest first. */
  readonly lineage: readonly ProcessNode[];
}

function nodeOf({ id, pid, ppid, time, argv }: ExecEvent): ProcessNode {
  const command = printableCommand(argv, MOST_ARGUMENTS);
  const short = command.length > LONGEST_COMMAND ? `${command.slice(0, LONGEST_COMMAND)}…` : command;
  // A copy: a slice would keep an argument of megabytes.
  return { id, pid, ppid, time, command: structuredClone(short) };
}

/** Remembers the latest executions of each process. */
export class ProcessHistory {
  private readonly latest = new BoundedMap<string, Remembered>(MOST_PROCESSES);
  private readonly watched = new BoundedMap<ExecEventId, Kin>(MOST_WATCHED);

  /** Notes an execution; call before the findings that it leads to. */
  execution(event: ExecEvent): void {
    const remembered = this.remember(event);
    if (event.pid !== null) this.latest.set(`${event.host} ${event.pid}`, remembered);
    for (const ancestor of remembered.lineage) {
      const kin = this.watched.get(ancestor.id);
      if (kin !== undefined) addDescendant(kin, remembered);
    }
  }

  /** The relatives of an execution that was noted; what it starts from now on is added to them. */
  watch(event: ExecEvent): Kin {
    const own = this.latest.get(`${event.host} ${event.pid}`);
    const { lineage } = own?.node.id === event.id ? own : this.remember(event);
    const kin: Kin = {
      ancestors: lineage,
      ancestorsCut: lineage.length >= MOST_ANCESTORS,
      descendants: [],
      moreDescendants: 0,
    };
    // A finding that waited for what came next has some of it behind it.
    for (const remembered of this.latest.values()) {
      if (remembered.lineage.some(({ id }) => id === event.id)) addDescendant(kin, remembered);
    }
    this.watched.set(event.id, kin);
    return kin;
  }

  private remember(event: ExecEvent): Remembered {
    const parent = this.parentOf(event);
    const lineage = parent === null ? [] : [parent.node, ...parent.lineage].slice(0, MOST_ANCESTORS);
    return { node: nodeOf(event), session: event.user.session, lineage };
  }

  private parentOf({ host, pid, ppid, user: { session } }: ExecEvent): Remembered | null {
    const before = this.latest.get(`${host} ${pid}`);
    // The same process with the same parent has executed once more.
    if (before !== undefined && before.node.ppid === ppid && before.session === session) return before;
    const parent = this.latest.get(`${host} ${ppid}`);
    if (parent === undefined) return null;
    // Only a daemon opens a session for somebody else: otherwise the id is another process's by now.
    return parent.session === null || parent.session === session ? parent : null;
  }
}

function addDescendant(kin: Kin, { node, lineage: [parent] }: Remembered): void {
  if (parent === undefined || kin.descendants.some(({ id }) => id === node.id)) return;
  if (kin.descendants.length < MOST_DESCENDANTS) kin.descendants.push({ ...node, parent: parent.id });
  else kin.moreDescendants++;
}
