/** The recordings beside this file, and the whole of the detector run over lines of a log. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Scanner } from '../../cli/scan/scanner.ts';
import { ndjsonLine } from '../../shared/alert/ndjson.ts';
import type { Labels } from './labels.ts';
import type { ScoredAlert } from './score.ts';
import { Timeline } from './timeline.ts';

/** Bytes of a recording's log. */
export function readLog(name: string): Buffer {
  const plain = new URL(`${name}/audit.log`, import.meta.url);
  return existsSync(plain)
    ? readFileSync(plain)
    : gunzipSync(readFileSync(new URL(`${name}/audit.log.gz`, import.meta.url)));
}

/** Lines of a recording's log, without the empty one at its end. */
export function readLines(name: string): string[] {
  return readLog(name).toString('utf8').trimEnd().split('\n');
}

/** The truth about a recording. */
export function readLabels(name: string): Labels {
  return JSON.parse(readFileSync(new URL(`${name}/labels.json`, import.meta.url), 'utf8')) as Labels;
}

/** Which scenario each event of a log belongs to. */
export function timelineOf(lines: readonly string[]): Timeline {
  const timeline = new Timeline();
  for (const line of lines) timeline.add(line);
  return timeline;
}

/** Runs the detector; `source` numbers tell nothing, so that the same events give the same alerts in any order. */
export function alertsOf(lines: Iterable<string>): ScoredAlert[] {
  const alerts: ScoredAlert[] = [];
  const scanner = new Scanner({
    execution: () => undefined,
    finding: (finding) => void alerts.push(JSON.parse(ndjsonLine(finding)) as ScoredAlert),
  });
  for (const line of lines) scanner.line(line, 'audit.log', 0);
  scanner.finish();
  return alerts;
}
