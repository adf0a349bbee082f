/** An execution as it is shown beside a finding: not the event itself, whose arguments can be megabytes. */
import { printableCommand } from '../alert/printable.ts';
import type { ExecEvent, ExecEventId } from '../telemetry/exec-event.ts';

/** Arguments of a command that are shown. */
const MOST_ARGUMENTS = 12;

/** One command. */
export interface ShownCommand {
  readonly id: ExecEventId;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** Orders commands of one millisecond. */
  readonly sequence: number;
  /** Printable, shortened. */
  readonly command: string;
}

/** An execution, made ready to be shown. */
export function shownCommand({ id, time, sequence, argv }: ExecEvent): ShownCommand {
  return { id, time, sequence, command: printableCommand(argv, MOST_ARGUMENTS) };
}
