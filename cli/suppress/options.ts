/** The arguments of `ldwatch suppress`, as a suppression. */
import { SEVERITIES } from '../../shared/detection/severity.ts';
import { type Suppression, SuppressionShape } from '../../shared/incident/suppression.ts';
import { parseOptions, STACK_OPTION } from '../account/options.ts';
import { UsageError } from '../errors.ts';

const DAY = 24 * 3_600_000;
/** A suppression that nobody looks at again is a hole. */
const MOST_DAYS = 366;

/** A lone `*` would silence everything, and the option that names nothing would look like one that does. */
const PATTERN = 'takes a text of at most 512 characters in which * is any text, and more than *';

const OPTIONS = {
  ...STACK_OPTION,
  fingerprint: { type: 'string' },
  account: { type: 'string' },
  'log-group': { type: 'string' },
  host: { type: 'string' },
  program: { type: 'string' },
  loader: { type: 'string' },
  uid: { type: 'string' },
  'severity-at-most': { type: 'string', default: 'critical' },
  author: { type: 'string' },
  reason: { type: 'string' },
  days: { type: 'string', default: '7' },
} as const;

/** What was asked for. */
export interface SuppressOptions {
  readonly stack: string;
  readonly suppression: Suppression;
}

/** An incident's id begins with its fingerprint. */
function fingerprintIn(value: string | undefined): string | undefined {
  return value?.split('-', 1)[0];
}

/** Number() would make root of an empty text, as of a shell's variable that is not set. */
function uidIn(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,10}$/.test(value)) throw new UsageError('--uid takes a number');
  return Number(value);
}

/** What is wrong with a value, by its place in the suppression. */
const WRONG: Readonly<Record<string, string>> = {
  match:
    'something has to be named: --fingerprint, --program, --loader, --host, --log-group, --account or --uid',
  'match.fingerprint': "--fingerprint takes 20 hex digits, or an incident's id",
  'match.account': '--account takes twelve digits',
  'match.program': `--program ${PATTERN}`,
  'match.loader': `--loader ${PATTERN}`,
  'match.host': `--host ${PATTERN}`,
  'match.logGroup': `--log-group ${PATTERN}`,
  severityAtMost: `--severity-at-most takes ${SEVERITIES.join(', ')}`,
  author: '--author takes 128 characters at most',
  reason: '--reason takes 1024 characters at most',
};

/**
 * @param now - milliseconds since 1970
 * @param id - for the new suppression
 * @throws UsageError where something is missing or can't be
 */
export function parseSuppressOptions(args: readonly string[], now: number, id: string): SuppressOptions {
  const values = parseOptions(args, OPTIONS);
  const days = Number(values.days);
  if (!(days > 0 && days <= MOST_DAYS)) throw new UsageError(`--days takes a number up to ${MOST_DAYS}`);
  if (!values.author || !values.reason)
    throw new UsageError('--author and --reason have to be given: whoever finds it silent will want to know');
  const given = {
    fingerprint: fingerprintIn(values.fingerprint),
    account: values.account,
    logGroup: values['log-group'],
    host: values.host,
    program: values.program,
    loader: values.loader,
    uid: uidIn(values.uid),
  };
  const parsed = SuppressionShape.safeParse({
    id,
    match: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    severityAtMost: values['severity-at-most'],
    author: values.author,
    reason: values.reason,
    until: now + days * DAY,
  });
  if (parsed.success) return { stack: values.stack, suppression: parsed.data };
  const [issue] = parsed.error.issues;
  const where = (issue?.path ?? []).join('.');
  throw new UsageError(WRONG[where] ?? `${where} can't be that`);
}
