/** The ldwatch command: picks the subcommand, turns errors into sentences and an exit status. */
import { AccountError, UsageError } from './errors.ts';
import { scanCommand } from './scan/command.ts';

/** Exit status for arguments and inputs that can't be used. */
const UNUSABLE = 2;

const USAGE = `ldwatch - finds programs run through the dynamic loader

usage: ldwatch scan [FILE…|-] [--format auto|auditd] [--output text|ndjson|html] [--fail-on SEVERITY]
       ldwatch demo
       ldwatch incidents [--stack NAME] [--json]
       ldwatch approve|dismiss|release INCIDENT [--plan ID] [--by NAME]
       ldwatch suppress (--fingerprint ID | --program PATTERN | …) --author NAME --reason TEXT [--days 7]
       ldwatch redrive [--stack NAME]

scan reads audit logs (plain or .gz, "-" or nothing for standard input) and says which programs were run through
the dynamic loader, and why it says so.

  --format    how the input is written (auto: recognised line by line)
  --output    text for people, ndjson for programs (one alert a line), html for one page to read or to pass on
  --fail-on   exit with 3 if there is a finding of this severity or above:
              info, low, medium, high or critical

demo       plays a recording through the whole pipeline on this machine, without an AWS account
incidents  lists what the stack (ldwatch, if it has no other name) has recorded, the latest first, and what was decided
approve    has a containment carried out that is proposed; dismiss withdraws it, and says that nothing has to be done;
release    undoes a containment. With --plan only what an alert showed under that id, and nothing that came in its
           place; who decides is noted: --by, or the name on this machine
suppress   records and counts a behaviour without telling it; everything that is given has to fit, * is any text:
           --fingerprint (or an incident's id), --program, --loader, --host, --log-group, --account, --uid;
           graver findings than --severity-at-most are told all the same, and so is code injected into a --program
redrive    tries again what failed for good: dead-letter queues, and alerts that were not sent

Exit status: 0 done, 2 unusable input, arguments or account, or something had to be left out, 3 --fail-on.
`;

/** Wherever it stands among the options. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = asksForHelp(args) ? ['help'] : args;
  switch (command) {
    case 'scan':
      return scanCommand(rest);
    // Loaded only where they are wanted: a scan needs no database and no client.
    case 'demo':
      return (await import('./demo/command.ts')).demoCommand();
    case 'incidents':
      return (await import('./incidents/command.ts')).incidentsCommand(rest);
    case 'approve':
    case 'dismiss':
    case 'release':
      return (await import('./decide/command.ts')).decideCommand(command, rest);
    case 'suppress':
      return (await import('./suppress/command.ts')).suppressCommand(rest);
    case 'redrive':
      return (await import('./redrive/command.ts')).redriveCommand(rest);
    case undefined:
    case 'help':
      process.stdout.write(USAGE);
      return command === undefined ? UNUSABLE : 0;
    default:
      throw new UsageError(`there is no command ${JSON.stringify(command)}: try "ldwatch --help"`);
  }
}

// A reader that stops early (| head) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof AccountError)) throw error;
  process.stderr.write(`ldwatch: ${error.message}\n`);
  process.exitCode = UNUSABLE;
}
