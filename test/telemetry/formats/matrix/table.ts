/** The matrix as docs/formats.md shows it. */
import { differenceOf } from './differences.ts';
import { SCENARIOS } from './scenarios.ts';
import { SILENT, TELLERS } from './verdict.ts';

/** Between these lines stands what the command writes. */
const BEGIN = '<!-- matrix: npm run -s matrix -->';
const END = '<!-- end of matrix -->';

const OTHERS = [...TELLERS.keys()].filter((name) => name !== 'auditd');

/** Kind and grade of each finding, without what it is about. */
function graded(verdict: string): string {
  return verdict === SILENT ? SILENT : verdict.replaceAll(/(\w\S* \w+) [^,]+(?=,|$)/gs, '$1');
}

/** One word for how a verdict differs. */
function mark(verdict: string | null, expected: string): string {
  if (verdict === null) return '=';
  if (verdict === SILENT) return 'missed';
  if (expected === SILENT) return 'more';
  return graded(verdict) === graded(expected) ? 'name' : verdict.includes('unknown') ? 'unsure' : 'grade';
}

/** Columns as wide as their widest cell. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const [head = '', ...rest] = lines;
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest];
}

/** Markdown, with the reasons for what differs below the table. */
function matrixTable(verdicts: ReadonlyMap<string, string>): string {
  const reasons: string[] = [];
  const rows = SCENARIOS.map(({ name }) => {
    const expected = verdicts.get(name) ?? SILENT;
    const cells = OTHERS.map((format) => mark(differenceOf(format, name)?.verdict ?? null, expected));
    const whys = Map.groupBy(OTHERS, (format) => differenceOf(format, name)?.why ?? null);
    for (const [why, formats] of whys)
      if (why !== null) reasons.push(`- **${name}**, ${formats.join(', ')}: ${why}.`);
    return [name, graded(expected), ...cells];
  });
  return [...aligned([['what happened', 'auditd', ...OTHERS], ...rows]), '', ...reasons].join('\n');
}

/**
 * Puts the table into a text that has the two lines that it stands between; throws where it hasn't.
 *
 * @param verdicts - by way of auditd's records, by scenario
 */
export function withMatrix(text: string, verdicts: ReadonlyMap<string, string>): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`There is no "${BEGIN}" with an "${END}" behind it.`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${matrixTable(verdicts)}\n\n${text.slice(end)}`;
}
