/**
 * A link into the AWS console: CloudWatch Logs Insights, with the query and the time already filled in, so that whoever
 * reads an alert sees the host's log around the execution with one click.
 */
import type { Origin } from '../telemetry/origin.ts';

/** Milliseconds of log before and after, as much as detection looks at and the shipper's delay. */
const AROUND = 10 * 60_000;
/** The earliest and the latest time that a Date can hold, in milliseconds (ECMA-262, "Time Values"). */
const LAST_TIME = 8.64e15;
/** Longer than any link that a browser, a proxy or Slack's own buttons (3,000) are sure to take. */
const LONGEST = 3000;
const REGION = /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/;

/** Consoles by the beginning of a region's name (AWS: "Partitions"); what is not among these has none that we know. */
const CONSOLES: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'console.amazonaws.cn'],
  [/^us-gov-/, 'console.amazonaws-us-gov.com'],
  [/^eusc-/, 'console.amazonaws-eusc.eu'],
  [/^[a-z]{2}-(?!iso)/, 'console.aws.amazon.com'],
];

/** A text as the console's addresses have it: what encodeURIComponent leaves alone is escaped too, with `*` for `%`. */
function encoded(text: string): string {
  return `'${text.replace(/[^A-Za-z\d_.-]/g, (unit) => {
    const code = unit.charCodeAt(0);
    if (unit === '$') return '!';
    return code < 0x100
      ? `*${code.toString(16).padStart(2, '0')}`
      : `**${code.toString(16).padStart(4, '0')}`;
  })}`;
}

function time(milliseconds: number): string {
  return encoded(new Date(Math.min(Math.max(milliseconds, 0), LAST_TIME)).toISOString());
}

/** A text inside the quotes of a query (CloudWatch Logs Insights: "Special characters"). */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function linkTo(host: string, { region, logGroup }: Origin, at: number, query: readonly string[]): string {
  const detail = [
    `end~${time(at + AROUND)}`,
    `start~${time(at - AROUND)}`,
    "timeType~'ABSOLUTE",
    "tz~'UTC",
    `editorString~${encoded(query.join('\n| '))}`,
    `source~(~${encoded(logGroup)})`,
  ].join('~');
  return `https://${region}.${host}/cloudwatch/home?region=${region}#logsV2:logs-insights$3FqueryDetail$3D~(${detail})`;
}

/**
 * @param at - milliseconds since 1970 UTC of the execution
 * @returns null where the region is in no partition whose console is known, or the names are too long for a link
 */
export function insightsLink(origin: Origin, at: number): string | null {
  const console = CONSOLES.find(([region]) => region.test(origin.region));
  if (console === undefined || !REGION.test(origin.region)) return null;
  const stream = `filter @logStream = ${quoted(origin.logStream)}`;
  const queries = [
    ['fields @timestamp, @message', stream, 'sort @timestamp asc', 'limit 1000'],
    // Of every host, where one's name is too long.
    ['fields @timestamp, @logStream, @message', 'sort @timestamp asc', 'limit 1000'],
  ];
  const links = queries.map((query) => linkTo(console[1], origin, at, query));
  return links.find((link) => link.length <= LONGEST) ?? null;
}
