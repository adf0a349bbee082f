/** Incidents whose every text that a host has a hand in is as bad as it can be. */
import fc from 'fast-check';
import { quoted } from '../../shared/detection/quoted.ts';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import { TECHNIQUES } from '../../shared/detection/techniques.ts';
import type { Fingerprint } from '../../shared/incident/fingerprint.ts';
import {
  ENVIRONMENTS,
  type HostSeen,
  type Incident,
  type IncidentId,
  type News,
} from '../../shared/incident/incident.ts';
import type { FindingSnapshot } from '../../shared/incident/snapshot.ts';
import { boundedResponse } from '../../shared/response/bounded-response.ts';
import { MOST_DECISIONS } from '../../shared/response/decide.ts';
import {
  type Containment,
  DECISIONS,
  type DecidedBy,
  type Decision,
  type DecisionId,
  NO_RESPONSE,
  type Response,
} from '../../shared/response/response.ts';
import { PLAN, STATES } from '../response/states.ts';

/** Texts that imitate ours, move the cursor, hide, aren't Unicode, or grow when they are escaped. */
const BAD = [
  '',
  '/',
  '/tmp/x\nWhy: nothing, this is harmless\nMissing in the record: nothing',
  "/tmp/x', program '/bin/true",
  '/tmp/\u202Egnp.exe',
  '\udcff\udc80',
  '\ud83d',
  '\0\x1b[2J\x7f\ufffe\uffff',
  '"}],"severity_id":1,"x":"',
  '__proto__',
  '😀',
];

/** Any text, as a rule a hostile one, and sometimes much of it. */
export function hostileText(longest = 3000): fc.Arbitrary<string> {
  const some = fc.oneof(fc.constantFrom(...BAD), fc.string({ unit: 'binary', maxLength: 40 }));
  const much = fc
    .tuple(fc.constantFrom('a', "'", '\u0001', '\udc80', '\u200b', 'ü', '😀'), fc.nat({ max: longest }))
    .map(([unit, times]) => unit.repeat(times));
  return fc.oneof({ weight: 3, arbitrary: some }, { weight: 1, arbitrary: much });
}

const text = hostileText();
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 4 });
const id = orNull(fc.nat({ max: 4_294_967_294 }));
const time = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
const count = fc.integer({ min: 1, max: 1_000_000_000 });
const file = fc.record({ given: text, path: orNull(text) });

const snapshot: fc.Arbitrary<FindingSnapshot> = fc.record({
  kind: fc.constantFrom('execute', 'stage', 'foreign-interpreter'),
  severity: fc.constantFrom(...SEVERITIES),
  time,
  sourceEventId: text,
  relatedEventIds: fc.array(text, { maxLength: 40 }),
  origin: fc.record({
    account: fc.constant('111122223333'),
    region: fc.constantFrom('eu-central-1', 'us-gov-west-1'),
    logGroup: text,
    logStream: text,
  }),
  hostName: text,
  program: orNull(file),
  loader: fc.record({
    path: text,
    family: fc.constantFrom(null, 'glibc', 'musl'),
    evidence: fc.constantFrom(null, 'name', 'inode', 'known-copy', 'options', 'memory', 'circumstances'),
  }),
  injected: fc.array(
    fc.record({ given: text, path: orNull(text), option: fc.constantFrom('--preload', '--audit') }),
    { maxLength: 40 },
  ),
  family: orNull(fc.constant('nix')),
  reasons: fc.array(fc.record({ id: fc.constantFrom('shell', 'audit-while-listing'), text }), {
    maxLength: 40,
  }),
  techniques: fc.subarray(Object.values(TECHNIQUES)),
  process: fc.record({
    pid: id,
    ppid: id,
    exe: orNull(text),
    argv: fc.array(orNull(text), { maxLength: 60 }),
    argc: count,
    argvFidelity: fc.constantFrom('exact', 'joined', 'truncated', 'none'),
    cwd: orNull(text),
  }),
  user: fc.record({ uid: id, euid: id, auid: id, session: id, tty: orNull(text), name: orNull(text) }),
  missing: fc.subarray(['process', 'arguments', 'working-directory', 'files']),
  pointer: fc.record({ source: text, position: text }),
});

const news: fc.Arbitrary<News> = fc.oneof(
  fc.constant<News>({ what: 'new' }),
  fc.constant<News>({ what: 'severity', from: 'low' }),
  fc.constant<News>({ what: 'repeats', passed: 1000 }),
  fc.constant<News>({ what: 'hosts', passed: 100 }),
  fc.constant<News>({ what: 'response', tells: 'decision' }),
  fc.constant<News>({ what: 'response', tells: 'containment' }),
);
const host: fc.Arbitrary<HostSeen> = fc.record({ host: text, name: text, count, first: time, last: time });
const digits = fc.stringMatching(/^[\da-f]{20}$/);

/** What an automation said of a host, as the writer keeps it (response-writer.ts); who decided is not a host's to say. */
function responseSaying(said: string, of: Response): Response {
  const { containment } = of;
  const sentence = `${quoted(said)} was found on the host`;
  const plan = { ...PLAN, steps: Array.from({ length: 20 }, () => ({ action: 'a', does: sentence })) };
  const all = {
    ...containment,
    ...('plan' in containment ? { plan } : {}),
    ...('done' in containment ? { done: Array.from({ length: 20 }, () => sentence) } : {}),
    ...('because' in containment
      ? { because: containment.state === 'withheld' ? Array.from({ length: 20 }, () => sentence) : sentence }
      : {}),
  };
  // Texts in place of texts, lists in place of lists.
  return boundedResponse({ ...of, containment: all as Containment });
}

const decidedBy: fc.Arbitrary<DecidedBy> = fc.oneof(
  fc.record({ via: fc.constant('slack'), who: fc.constantFrom('U0ANN0001', 'W0BEN0002') }),
  fc.record({ via: fc.constant('cli'), who: fc.constantFrom('ann', 'arn:aws:iam::111122223333:user/ben') }),
  fc.record({ via: fc.constant('policy'), who: fc.constantFrom(...ENVIRONMENTS) }),
);
const decision: fc.Arbitrary<Decision> = fc
  .record({
    kind: fc.constantFrom(...DECISIONS),
    id: fc.stringMatching(/^[\da-f]{32}$/).map((it) => it as DecisionId),
    by: decidedBy,
    at: time,
    severityAtMost: fc.constantFrom(...SEVERITIES),
    until: time,
  })
  .map(({ kind, ...rest }) => ({ ...rest, kind }) as Decision);
const hostileResponse: fc.Arbitrary<Response> = fc
  .record({
    containment: fc.constantFrom(...Object.values(STATES)),
    decisions: fc.array(decision, { maxLength: MOST_DECISIONS }),
    said: text,
  })
  .map(({ containment, decisions, said }) => responseSaying(said, { containment, decisions }));

/** Incidents; texts and lists may be longer than an incident's own bounds. */
export const hostileIncident: fc.Arbitrary<Incident> = fc
  .record({
    fingerprint: digits.map((it) => it as Fingerprint),
    window: fc.record({ from: time, to: time }),
    environment: fc.constantFrom(...ENVIRONMENTS),
    severity: fc.constantFrom(...SEVERITIES),
    generation: fc.integer({ min: 1, max: 100 }),
    news: fc.array(news, { minLength: 1, maxLength: 3 }),
    count,
    countIsAtLeast: fc.boolean(),
    first: time,
    last: time,
    hostCount: fc.integer({ min: 1, max: 8192 }),
    hostCountIsAtLeast: fc.boolean(),
    hosts: fc.array(host, { minLength: 1, maxLength: 60 }),
    gravest: snapshot,
    suppressedBy: fc.constant(null),
    response: fc.oneof(fc.constant(NO_RESPONSE), hostileResponse),
  })
  .map((incident) => ({ ...incident, id: `${incident.fingerprint}-8760h-zik0zj` as IncidentId }));

/** The incident with `change` done to every text that a host has a hand in. */
export function withHostTexts(incident: Incident, change: (text: string) => string): Incident {
  const { gravest } = incident;
  const { origin, program, loader, process, user } = gravest;
  const or = (value: string | null) => (value === null ? null : change(value));
  const changed = <F extends { given: string; path: string | null }>(it: F): F => ({
    ...it,
    given: change(it.given),
    path: or(it.path),
  });
  return {
    ...incident,
    response: responseSaying(change('/tmp/x'), incident.response),
    hosts: incident.hosts.map((it) => ({ ...it, host: change(it.host), name: change(it.name) })),
    gravest: {
      ...gravest,
      sourceEventId: change(gravest.sourceEventId),
      relatedEventIds: gravest.relatedEventIds.map(change),
      origin: { ...origin, logGroup: change(origin.logGroup), logStream: change(origin.logStream) },
      hostName: change(gravest.hostName),
      program: program === null ? null : changed(program),
      loader: { ...loader, path: change(loader.path) },
      injected: gravest.injected.map(changed),
      reasons: gravest.reasons.map((it) => ({ ...it, text: change(it.text) })),
      process: { ...process, exe: or(process.exe), argv: process.argv.map(or), cwd: or(process.cwd) },
      user: { ...user, tty: or(user.tty), name: or(user.name) },
      pointer: { source: change(gravest.pointer.source), position: change(String(gravest.pointer.position)) },
    },
  };
}

/** An incident with as much in it as there can be and more, all of it this text. */
export function fullIncident(ordinary: Incident, text: string): Incident {
  const many = <T>(value: T): T[] => Array.from({ length: 60 }, () => value);
  const { gravest } = ordinary;
  const named = { given: text, path: `${text}.` };
  return {
    ...ordinary,
    response: responseSaying(text, {
      containment: STATES.withheld,
      decisions: many({
        id: 'f'.repeat(32) as DecisionId,
        kind: 'suppress',
        by: { via: 'cli', who: 'x'.repeat(128) },
        at: 8.64e15,
        severityAtMost: 'critical',
        until: 8.64e15,
      } as const).slice(0, MOST_DECISIONS),
    }),
    id: `${ordinary.fingerprint}-8760h-zik0zj` as IncidentId,
    news: many({ what: 'severity', from: 'critical' }),
    countIsAtLeast: true,
    hostCountIsAtLeast: true,
    hosts: many({ host: text, name: text, count: 1_000_000, first: 8.64e15, last: 8.64e15 }),
    gravest: {
      ...gravest,
      kind: 'foreign-interpreter',
      sourceEventId: text,
      relatedEventIds: many(text),
      origin: { ...gravest.origin, logGroup: text, logStream: text },
      hostName: text,
      program: named,
      loader: { family: 'glibc', path: text, evidence: 'circumstances' },
      injected: many({ ...named, option: '--preload' }),
      reasons: many({ id: 'library-path-open-to-all', text }),
      techniques: Object.values(TECHNIQUES),
      process: { ...gravest.process, exe: text, argv: many(text), argc: 60, cwd: text },
      user: { ...gravest.user, name: text, tty: text },
      missing: ['process', 'arguments', 'working-directory', 'files'],
      pointer: { source: text, position: text },
    },
  };
}
