/** What the same login did before and after a finding, in bounded memory. */
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { loginOf } from '../../shared/detection/login.ts';
import { compareEvents } from '../../shared/telemetry/event-order.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';

const BEFORE = 3;
const AFTER = 3;
const MOST_LOGINS = 512;
/** Executions of the host after which a finding no longer waits for its login to do something. */
const PATIENCE = 5_000;

/** A finding with what came before and after it in its login, oldest first. */
export interface FindingInContext {
  readonly finding: Finding;
  readonly before: readonly ExecEvent[];
  readonly after: readonly ExecEvent[];
}

interface Waiting {
  readonly finding: Finding;
  readonly before: readonly ExecEvent[];
  readonly after: ExecEvent[];
  readonly until: number;
}

function keyOf(event: ExecEvent): string {
  return `${event.host} ${loginOf(event)}`;
}

/** Hands on each finding once it knows what came after. */
export class LoginHistory {
  private readonly latest = new BoundedMap<string, ExecEvent[]>(MOST_LOGINS);
  private waiting: Waiting[] = [];
  private executions = 0;
  private readonly deliver: (found: FindingInContext) => void;

  constructor(deliver: (found: FindingInContext) => void) {
    this.deliver = deliver;
  }

  /** Notes an execution; call before the findings that it leads to. */
  execution(event: ExecEvent): void {
    this.executions++;
    const key = keyOf(event);
    const latest = this.latest.get(key);
    if (latest === undefined) this.latest.set(key, [event]);
    else if (latest.push(event) > BEFORE + 1) latest.shift();
    if (this.waiting.length > 0) this.comeAfter(event, key);
  }

  finding(finding: Finding): void {
    const latest = this.latest.get(keyOf(finding.event)) ?? [];
    // A finding that had to wait for what came next has part of that among the latest.
    this.waiting.push({
      finding,
      before: latest.filter((event) => compareEvents(event, finding.event) < 0).slice(-BEFORE),
      after: latest.filter((event) => compareEvents(event, finding.event) > 0).slice(0, AFTER),
      until: this.executions + PATIENCE,
    });
  }

  /** Nothing more comes. */
  flush(): void {
    for (const found of this.waiting) this.deliver(found);
    this.waiting = [];
  }

  private comeAfter(event: ExecEvent, key: string): void {
    for (const found of this.waiting) {
      if (
        found.after.length < AFTER &&
        keyOf(found.finding.event) === key &&
        event.id !== found.finding.event.id
      )
        found.after.push(event);
    }
    // In the order in which they were found: a finding that still waits holds up those behind it.
    while (
      this.waiting[0] !== undefined &&
      (this.waiting[0].after.length === AFTER || this.waiting[0].until <= this.executions)
    ) {
      const [done, ...others] = this.waiting;
      this.waiting = others;
      this.deliver(done);
    }
  }
}
