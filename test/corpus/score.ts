/**
 * Scores alerts against a recording.
 *
 * usage: node test/corpus/score.ts DIR ALERTS.ndjson
 *
 * Exits 1 unless every attack is found, rightly named and graded, and nothing else is reported.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { type Label, type Labels, type Severity, severities } from './labels.ts';
import { Timeline } from './timeline.ts';

/** What is scored of an alert; other fields may be there, and may hold what a label asks to be mentioned. */
export interface ScoredAlert {
  /** The audit events that it rests on, as `1795400907.573:48009`. */
  readonly audit_ids: readonly string[];
  /** What it claims: execute, stage or foreign-interpreter. */
  readonly kind: string;
  readonly severity?: string;
  readonly payload?: string;
}

/** The result: each list holds one sentence per scenario that went wrong. */
export interface Score {
  readonly due: number;
  readonly missed: readonly string[];
  readonly false: readonly string[];
  readonly wrong: readonly string[];
  readonly grade: readonly string[];
  /** Of the scenarios in which a loader was only copied, how many were seen. */
  readonly staged: { readonly seen: number; readonly of: number };
  /** Alerts that rest on no scenario's events. */
  readonly unknown: number;
}

const rank = (severity: string | undefined): number => severities.indexOf(severity as Severity);

interface Complaints {
  readonly missed: string[];
  readonly false: string[];
  readonly wrong: string[];
  readonly grade: string[];
}

function judgeDue(label: Label, due: readonly ScoredAlert[], to: Complaints): void {
  const { id, payload, mentions } = label;
  if (!due.length) return void to.missed.push(id);
  const worst = Math.max(...due.map((one) => rank(one.severity)));
  if (worst >= 0 && label.severity_at_least && worst < rank(label.severity_at_least))
    to.grade.push(`${id}: ${severities[worst]}, at least ${label.severity_at_least} is due`);
  if (worst >= 0 && label.severity_at_most && worst > rank(label.severity_at_most))
    to.grade.push(`${id}: ${severities[worst]}, at most ${label.severity_at_most} is due`);
  if (mentions && !due.some((one) => JSON.stringify(one).includes(mentions)))
    to.wrong.push(`${id}: no alert mentions ${mentions}`);
  if (payload && !due.some((one) => one.payload === payload))
    to.wrong.push(
      `${id}: payload ${JSON.stringify(due.map((one) => one.payload))} instead of ${JSON.stringify(payload)}`,
    );
}

/** Compares alerts with the truth about a recording. */
export function score(timeline: Timeline, labels: readonly Label[], alerts: readonly ScoredAlert[]): Score {
  const hits = new Map(labels.map(({ id }) => [id, [] as ScoredAlert[]]));
  let unknown = 0;
  for (const alert of alerts) {
    const owners = new Set(
      alert.audit_ids.map((event) => timeline.of(event)).filter((id) => id !== undefined),
    );
    if (!owners.size) unknown++;
    for (const id of owners) hits.get(id)?.push(alert);
  }
  const to: Complaints = { missed: [], false: [], wrong: [], grade: [] };
  const staged = { seen: 0, of: 0 };
  let due = 0;
  for (const label of labels) {
    const { id, verdict } = label;
    const all = hits.get(id) ?? [];
    const stages = all.filter(({ kind }) => kind === 'stage');
    if (verdict === 'stage') {
      staged.of++;
      if (stages.length) staged.seen++;
    }
    if (verdict === 'execute' || verdict === 'foreign-interpreter') {
      due++;
      judgeDue(
        label,
        all.filter(({ kind }) => kind === 'execute' || kind === verdict),
        to,
      );
    } else if (!label.tolerate) {
      const welcome = verdict === 'stage' || label.tolerate_stage ? stages.length : 0;
      if (all.length > welcome) to.false.push(`${id}: ${all.length - welcome} alert(s)`);
    }
  }
  return { due, ...to, staged, unknown };
}

async function main(directory: string, alertsPath: string): Promise<number> {
  const packed = join(directory, 'audit.log.gz');
  const raw = existsSync(packed)
    ? createReadStream(packed).pipe(createGunzip())
    : createReadStream(join(directory, 'audit.log'));
  const timeline = new Timeline();
  for await (const line of createInterface({ input: raw.setEncoding('latin1'), crlfDelay: Infinity }))
    timeline.add(line);
  const labels = JSON.parse(readFileSync(join(directory, 'labels.json'), 'utf8')) as Labels;
  const alerts = readFileSync(alertsPath, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as ScoredAlert);
  const result = score(timeline, labels.scenarios, alerts);
  const lists = [
    ['MISSED', result.missed],
    ['FALSE', result.false],
    ['WRONG', result.wrong],
    ['GRADE', result.grade],
  ] as const;
  for (const [title, list] of lists) for (const text of list) console.log(`${title.padEnd(7)} ${text}`);
  if (result.unknown) console.log(`note: ${result.unknown} alert(s) rest on no scenario's events`);
  console.log(
    `recall ${result.due - result.missed.length}/${result.due}  false ${result.false.length}  wrong ${result.wrong.length}  grade ${result.grade.length}  staging seen ${result.staged.seen}/${result.staged.of}`,
  );
  return lists.some(([, list]) => list.length) ? 1 : 0;
}

if (import.meta.main) {
  const [, , directory, alerts] = process.argv;
  if (!directory || !alerts) console.error('usage: node test/corpus/score.ts DIR ALERTS.ndjson');
  process.exitCode = directory && alerts ? await main(directory, alerts) : 2;
}
