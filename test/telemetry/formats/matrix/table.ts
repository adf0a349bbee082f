/** The matrix as docs/formats.md shows it. */
import { differenceOf } from './differences.ts';
import { eventsOf } from './exec.ts';
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

/** Markdown, with the reasons for what differs below the table. */
export function matrixTable(): string {
  const reasons: string[] = [];
  const rows = SCENARIOS.map(({ name, steps }) => {
    const expected = TELLERS.get('auditd')?.(eventsOf(steps)) ?? SILENT;
    const cells = OTHERS.map((format) => mark(differenceOf(format, name)?.verdict ?? null, expected));
    const whys = Map.groupBy(OTHERS, (format) => differenceOf(format, name)?.why ?? null);
    for (const [why, formats] of whys)
      if (why !== null) reasons.push(`- **${name}**, ${formats.join(', ')}: ${why}.`);
    return `| ${[name, graded(expected), ...cells].join(' | ')} |`;
  });
  const head = ['what happened', 'auditd', ...OTHERS];
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
    ...reasons,
  ].join('\n');
}

/** Puts the table into a text that has the two lines that it stands between; throws where it hasn't. */
export function withMatrix(text: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`There is no "${BEGIN}" with an "${END}" behind it.`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${matrixTable()}\n\n${text.slice(end)}`;
}
