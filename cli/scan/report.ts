/** What becomes of a scan: lines of JSON, or text for people. The page is page/page-report.ts. */
import { ndjsonLine } from '../../shared/alert/ndjson.ts';
import { LoginHistory } from './login-history.ts';
import type { Progress } from './progress.ts';
import { Repetition } from './repetition.ts';
import type { ScanCounts, ScanListener } from './scanner.ts';
import { findingText, summaryText } from './text.ts';
import { NO_EXECUTIONS } from './words.ts';

/** An input after it was read. */
export interface ReadInput {
  /** As the user wrote it. */
  readonly name: string;
  readonly lines: number;
  /** Why not all of it could be used, null where it could. */
  readonly problem: string | null;
}

/** Something that is told of lines and findings as they come, and of the end. */
export interface Report extends ScanListener {
  /** Every line before it is read, where the report wants them. */
  line?(line: string): void;
  end(counts: ScanCounts, inputs: readonly ReadInput[]): void;
}

/** One finding a line. */
export function ndjsonReport(): Report {
  return {
    execution: () => undefined,
    finding: (finding) => void process.stdout.write(`${ndjsonLine(finding)}\n`),
    end: ({ executions }) => {
      if (executions === 0) process.stderr.write(`ldwatch: ${NO_EXECUTIONS}\n`);
    },
  };
}

/** Text; what repeats is only counted. */
export function textReport(progress: Progress): Report {
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
    end: (counts) => {
      history.flush();
      process.stdout.write(summaryText(counts, repetition.hidden));
    },
  };
}
