/** The ldwatch command: picks the subcommand, turns errors into sentences and an exit status. */
import { UsageError } from './errors.ts';
import { scanCommand } from './scan/command.ts';

/** Exit status for arguments and inputs that can't be used. */
const UNUSABLE = 2;

const USAGE = `ldwatch - finds programs run through the dynamic loader

usage: ldwatch scan [FILE…|-] [--format auto|auditd] [--output text|ndjson] [--fail-on SEVERITY]

Reads audit logs (plain or .gz, "-" or nothing for standard input) and says which programs were run through
the dynamic loader, and why it says so.

  --format    how the input is written (auto: recognised line by line)
  --output    text for people, ndjson for programs: one alert a line
  --fail-on   exit with 3 if there is a finding of this severity or above:
              info, low, medium, high or critical

Exit status: 0 read, 2 unusable input or arguments, 3 --fail-on.
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
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`ldwatch: ${error.message}\n`);
  process.exitCode = UNUSABLE;
}
