/** `ldwatch scan`: reads logs, prints findings, ends with a status. */

import { ndjsonLine } from '../../shared/alert/ndjson.ts';
import { printable } from '../../shared/alert/printable.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { compareSeverity } from '../../shared/detection/severity.ts';
import { InputError } from '../errors.ts';
import { inspectInput, readInput, type ScanInput } from './input.ts';
import { LineSplitter } from './lines.ts';
import { LoginHistory } from './login-history.ts';
import { parseScanOptions, type ScanOptions } from './options.ts';
import { Progress } from './progress.ts';
import { Repetition } from './repetition.ts';
import { count, type ScanCounts, type ScanListener, Scanner } from './scanner.ts';
import { findingText, NO_EXECUTIONS, summaryText } from './text.ts';

const READ = 0;
const UNUSABLE = 2;
const FAILED_ON = 3;

/** Characters: a path has up to 4096, and a reason follows it. */
const LONGEST_COMPLAINT = 5_000;

/** Something that prints findings as they come and an end. */
interface Report extends ScanListener {
  end(scanner: Scanner): void;
}

function ndjsonReport(): Report {
  return {
    execution: () => undefined,
    finding: (finding) => void process.stdout.write(`${ndjsonLine(finding)}\n`),
    end: ({ counts }) => {
      if (counts.executions === 0) process.stderr.write(`ldwatch: ${NO_EXECUTIONS}\n`);
    },
  };
}

function textReport(progress: Progress): Report {
  const repetition = new Repetition();
  const history = new LoginHistory((found) => {
    progress.clear();
    process.stdout.write(findingText(found));
  });
  return {
    execution: (event) => history.execution(event),
    finding: (finding) => {
      if (repetition.isNew(finding)) history.finding(finding);
    },
    end: ({ counts }) => {
      history.flush();
      process.stdout.write(summaryText(counts, repetition.hidden));
    },
  };
}

function complain(error: unknown): void {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`ldwatch: ${printable(error.message, LONGEST_COMPLAINT)}\n`);
}

/** Looks at every input; those that begin with a dated record come out oldest first, the rest keep their places. */
async function usableInputs(names: readonly string[]): Promise<{ inputs: ScanInput[]; bad: number }> {
  const inputs: ScanInput[] = [];
  let bad = 0;
  for (const name of names) {
    try {
      inputs.push(await inspectInput(name));
    } catch (error) {
      complain(error);
      bad++;
    }
  }
  const dated = inputs
    .filter(({ startsAt }) => startsAt !== null)
    .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
  return { inputs: inputs.map((input) => (input.startsAt === null ? input : (dated.shift() ?? input))), bad };
}

/** Lines so far that can be no record of anything. */
function unreadable({ unused }: ScanCounts): number {
  return (unused.get('not-audit') ?? 0) + (unused.get('interpreted') ?? 0) + (unused.get('too-long') ?? 0);
}

async function scanInput(input: ScanInput, scanner: Scanner, progress: Progress): Promise<void> {
  const { counts } = scanner;
  const before = { lines: counts.lines, unreadable: unreadable(counts) };
  const splitter = new LineSplitter((line, number) => scanner.line(line, input.name, number));
  try {
    await readInput(
      input,
      (chunk) => splitter.push(chunk),
      (bytes) => progress.update(input.name, bytes),
    );
  } finally {
    splitter.flush();
    if (splitter.tooLong > 0) count(counts.unused, 'too-long', splitter.tooLong);
    progress.finishFile(input.bytes ?? 0);
  }
  const lines = counts.lines - before.lines + splitter.tooLong;
  if (lines > 0 && unreadable(counts) - before.unreadable === lines) {
    throw new InputError(
      `${input.name}: none of its lines is a raw audit record (give auditd's log, or what ausearch --raw prints)`,
    );
  }
}

async function scan(options: ScanOptions): Promise<number> {
  const { inputs, bad } = await usableInputs(options.inputs);
  const progress = new Progress(inputs.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0));
  const report = options.output === 'ndjson' ? ndjsonReport() : textReport(progress);
  let failed = false;
  const failsOn = ({ severity }: Finding) =>
    options.failOn !== null && compareSeverity(severity, options.failOn) >= 0;
  const scanner = new Scanner({
    execution: report.execution,
    finding: (finding) => {
      if (failsOn(finding)) {
        failed = true;
        // Already now: whoever reads the output may stop before the end.
        process.exitCode = FAILED_ON;
      }
      report.finding(finding);
    },
  });
  let unusable = bad;
  for (const input of inputs) {
    try {
      await scanInput(input, scanner, progress);
    } catch (error) {
      progress.clear();
      complain(error);
      unusable++;
    }
  }
  scanner.finish();
  progress.clear();
  report.end(scanner);
  if (failed) return FAILED_ON;
  return unusable > 0 ? UNUSABLE : READ;
}

/**
 * @returns the exit status
 * @throws UsageError
 */
export async function scanCommand(args: readonly string[]): Promise<number> {
  return scan(parseScanOptions(args));
}
