/** `ldwatch scan`: reads logs, prints findings, ends with a status. */

import { printable } from '../../shared/alert/printable.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { compareSeverity } from '../../shared/detection/severity.ts';
import { InputError } from '../errors.ts';
import { inspectInput, readInput, type ScanInput } from './input.ts';
import { LineSplitter } from './lines.ts';
import { parseScanOptions, type ScanOptions } from './options.ts';
import { Progress } from './progress.ts';
import { ndjsonReport, type ReadInput, type Report, textReport } from './report.ts';
import { count, type ScanCounts, Scanner } from './scanner.ts';

const READ = 0;
const UNUSABLE = 2;
const FAILED_ON = 3;

/** Characters: a path has up to 4096, and a reason follows it. */
const LONGEST_COMPLAINT = 5_000;

async function reportFor(output: ScanOptions['output'], progress: Progress): Promise<Report> {
  switch (output) {
    case 'ndjson':
      return ndjsonReport();
    case 'text':
      return textReport(progress);
    case 'html':
      // Loaded only where it is wanted: it reads a style sheet.
      return (await import('./page/page-report.ts')).pageReport();
  }
}

/** @returns the sentence that was told */
function complain(error: unknown): string {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`ldwatch: ${printable(error.message, LONGEST_COMPLAINT)}\n`);
  return error.message;
}

/** Looks at every input; those that begin with a dated record come out oldest first, the rest keep their places. */
async function usableInputs(
  names: readonly string[],
): Promise<{ inputs: ScanInput[]; unusable: ReadInput[] }> {
  const inputs: ScanInput[] = [];
  const unusable: ReadInput[] = [];
  for (const name of names) {
    try {
      inputs.push(await inspectInput(name));
    } catch (error) {
      unusable.push({ name, lines: 0, problem: complain(error) });
    }
  }
  const dated = inputs
    .filter(({ startsAt }) => startsAt !== null)
    .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
  return {
    inputs: inputs.map((input) => (input.startsAt === null ? input : (dated.shift() ?? input))),
    unusable,
  };
}

/** Lines so far that can be no record of anything. */
function unreadable({ unused }: ScanCounts): number {
  return (unused.get('unknown') ?? 0) + (unused.get('interpreted') ?? 0) + (unused.get('too-long') ?? 0);
}

async function scanInput(
  input: ScanInput,
  scanner: Scanner,
  report: Report,
  progress: Progress,
): Promise<void> {
  const { counts } = scanner;
  const before = { lines: counts.lines, unreadable: unreadable(counts) };
  const splitter = new LineSplitter((line, number) => {
    report.line?.(line);
    scanner.line(line, input.name, number);
  });
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
      `${input.name}: none of its lines is a record of a format that is known (of auditd: its log, or what ausearch --raw prints)`,
    );
  }
}

async function scan(options: ScanOptions): Promise<number> {
  const { inputs, unusable } = await usableInputs(options.inputs);
  const progress = new Progress(inputs.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0));
  const report = await reportFor(options.output, progress);
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
  const read: ReadInput[] = [];
  for (const input of inputs) {
    const linesBefore = scanner.counts.lines;
    let problem: string | null = null;
    try {
      await scanInput(input, scanner, report, progress);
    } catch (error) {
      progress.clear();
      problem = complain(error);
    }
    read.push({ name: input.name, lines: scanner.counts.lines - linesBefore, problem });
  }
  scanner.finish();
  progress.clear();
  const all = [...unusable, ...read];
  report.end(scanner.counts, all);
  if (failed) return FAILED_ON;
  return all.some(({ problem }) => problem !== null) ? UNUSABLE : READ;
}

/**
 * @returns the exit status
 * @throws UsageError
 */
export async function scanCommand(args: readonly string[]): Promise<number> {
  return scan(parseScanOptions(args));
}
