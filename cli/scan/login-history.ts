/** What the same login did before and after a finding, in bounded memory. */
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { loginOf } from '../../shared/detection/login.ts';
import { type ShownCommand, shownCommand } from '../../shared/login/shown-command.ts';
import { compareEvents } from '../../shared/telemetry/event-order.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';

const BEFORE = 3;
const AFTER = 3;
const MOST_LOGINS = 512;
/** Findings that wait for their login to do something; beyond, the oldest is told as it is. */
const MOST_WAITING = 64;
/** Executions of all hosts after which a finding no longer waits. */
const PATIENCE = 5_000;

/** A finding with what came before and after it in its login, oldest first. */
export interface FindingInContext {
  readonly finding: Finding;
  readonly before: readonly ShownCommand[];
  readonly after: readonly ShownCommand[];
}

interface Waiting {
  readonly login: string;
  readonly finding: Finding;
  readonly before: readonly ShownCommand[];
  readonly after: ShownCommand[];
  readonly until: number;
}

function keyOf(event: ExecEvent): string {
  return `${event.host} ${loginOf(event)}`;
}

/** Hands on each finding once it knows what came after. */
export class LoginHistory {
  private readonly latest = new BoundedMap<string, ShownCommand[]>(MOST_LOGINS);
  private readonly waiting: Waiting[] = [];
  private executions = 0;
  private readonly deliver: (found: FindingInContext) => void;

  constructor(deliver: (found: FindingInContext) => void) {
    this.deliver = deliver;
  }

  /** Notes an execution; call before the findings that it leads to. */
  execution(event: ExecEvent): void {
    this.executions++;
    const key = keyOf(event);
    const shown = shownCommand(event);
    const latest = this.latest.get(key) ?? [];
    if (latest.push(shown) > BEFORE + 1) latest.shift();
    this.latest.set(key, latest);
    if (this.waiting.length > 0) this.comeAfter(shown, key);
  }

  finding(finding: Finding): void {
    const login = keyOf(finding.event);
    const latest = this.latest.get(login) ?? [];
    // A finding that had to wait for what came next has part of that among the latest.
    const before = latest.filter((shown) => compareEvents(shown, finding.event) < 0).slice(-BEFORE);
    const after = latest.filter((shown) => compareEvents(shown, finding.event) > 0).slice(0, AFTER);
    this.waiting.push({ login, finding, before, after, until: this.executions + PATIENCE });
    if (this.waiting.length > MOST_WAITING) this.tellFirst();
  }

  /** Nothing more comes. */
  flush(): void {
    while (this.waiting.length > 0) this.tellFirst();
  }

  private comeAfter(shown: ShownCommand, login: string): void {
    for (const found of this.waiting) {
      const isLater = found.login === login && shown.id !== found.finding.event.id;
      if (isLater && found.after.length < AFTER) found.after.push(shown);
    }
    // In the order in which they were found: a finding that still waits holds up those behind it.
    for (let first = this.waiting[0]; first !== undefined; first = this.waiting[0]) {
      if (first.after.length < AFTER && first.until > this.executions) return;
      this.tellFirst();
    }
  }

  private tellFirst(): void {
    const first = this.waiting.shift();
    if (first !== undefined) this.deliver(first);
  }
}
