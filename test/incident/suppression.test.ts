import { describe, expect, it } from 'vitest';
import { behaviourOf, fingerprintOf } from '../../shared/incident/fingerprint.ts';
import { type Suppression, SuppressionShape, suppressionFor } from '../../shared/incident/suppression.ts';
import { resolveOnHost } from '../../shared/telemetry/host-path.ts';
import { type FoundParts, found, T0 } from './findings.ts';

const FINGERPRINT = fingerprintOf(behaviourOf(found()));

function suppression(parts: Partial<Suppression> = {}): Suppression {
  return {
    id: 's-1',
    match: { program: '/tmp/*' },
    severityAtMost: 'critical',
    author: 'ann',
    reason: 'known',
    until: T0 + 1000,
    ...parts,
  };
}

function suppressed(by: Partial<Suppression>, parts: FoundParts = {}, now = T0): boolean {
  const finding = found(parts);
  const fingerprint = fingerprintOf(behaviourOf(finding));
  return suppressionFor([suppression(by)], { fingerprint, finding }, now) !== null;
}

const { origin, user } = found();
const OTHER = { given: '/opt/x', path: '/opt/x' };

describe('a suppression applies where everything fits that it names', () => {
  it.each<[string, Suppression['match'], FoundParts]>([
    ['the fingerprint', { fingerprint: FINGERPRINT }, { program: OTHER }],
    ['the account', { account: '111122223333' }, { origin: { ...origin, account: '444455556666' } }],
    ['the log group', { logGroup: '/var/log/*' }, { origin: { ...origin, logGroup: '/other' } }],
    ['the host', { host: 'i-*' }, { host: 'j-1' }],
    ['the program', { program: '/tmp/*' }, { program: OTHER }],
    ['the loader', { loader: '/usr/lib64/*' }, { loader: { path: '/tmp/l', family: null, evidence: null } }],
    ['the user', { uid: 1000 }, { user: { ...user, uid: 1001 } }],
  ])('%s', (_name, match, otherwise) => {
    expect(suppressed({ match })).toBe(true);
    expect(suppressed({ match }, otherwise)).toBe(false);
  });

  it('and not where only some of it does', () => {
    expect(suppressed({ match: { program: '/tmp/*', uid: 1000 } })).toBe(true);
    expect(suppressed({ match: { program: '/tmp/*', uid: 0 } })).toBe(false);
  });

  it('to root only where root is meant, not where the user is unknown', () => {
    expect(suppressed({ match: { uid: 0 } }, { user: { ...user, uid: 0 } })).toBe(true);
    expect(suppressed({ match: { uid: 0 } }, { user: { ...user, uid: null } })).toBe(false);
  });
});

it('a suppression of a program does not hold where a link may have led elsewhere', () => {
  const match = { program: '/tmp/*' };
  const led = { given: '/tmp/l/../../tmp/payload', path: '/tmp/payload' };

  expect(suppressed({ match }, { program: { given: '/tmp/payload', path: '/tmp/payload' } })).toBe(true);
  expect(suppressed({ match }, { program: led })).toBe(false);
});

describe('a pattern for programs', () => {
  const match = { program: '/opt/app/*' };
  const ran = (given: string, cwd: string | null) =>
    suppressed({ match }, { program: { given, path: resolveOnHost(given, cwd) } });

  it('fits where a path leads', () => {
    expect(ran('/opt/app/run', null)).toBe(true);
    expect(ran('./run', '/opt/app')).toBe(true);
    expect(ran('/opt/x/../app/run', null)).toBe(true);
  });

  it('does not fit a path that leads out of it', () => {
    expect(ran('/opt/app/../../tmp/payload', null)).toBe(false);
    expect(ran('../../tmp/payload', '/opt/app')).toBe(false);
  });

  it('fits no program that is not known, however much it allows', () => {
    for (const program of [null, { given: '/opt/app/run', path: null }])
      expect(suppressed({ match: { program: '*a*' } }, { program })).toBe(false);
  });

  it('does not cover what somebody else slips into the process', () => {
    const injected = [{ option: '--preload' as const, given: 'x.so', path: '/tmp/x.so' }];
    const reasons = [{ id: 'library-path-open-to-all', text: '' }];
    const by = { match: { program: '/tmp/*' } };
    expect(suppressed(by, { injected })).toBe(false);
    expect(suppressed(by, { reasons })).toBe(false);
    const finding = found({ injected });
    const match = { ...by.match, fingerprint: fingerprintOf(behaviourOf(finding)) };
    expect(suppressed({ match }, { injected })).toBe(true);
  });
});

describe('a suppression ends', () => {
  it('at its time, to the millisecond, by the clock and not by the finding', () => {
    expect(suppressed({}, {}, T0 + 999)).toBe(true);
    expect(suppressed({}, {}, T0 + 1000)).toBe(false);
    expect(suppressed({}, { time: T0 + 5000 }, T0)).toBe(true);
  });

  it('above its severity', () => {
    expect(suppressed({ severityAtMost: 'high' }, { severity: 'high' })).toBe(true);
    expect(suppressed({ severityAtMost: 'high' }, { severity: 'low' })).toBe(true);
    expect(suppressed({ severityAtMost: 'high' }, { severity: 'critical' })).toBe(false);
  });
});

it('of several the one is named that holds longest', () => {
  const finding = found();
  const row = [1, 3, 2].map((hours) => suppression({ id: `s-${hours}`, until: T0 + hours }));
  const by = suppressionFor(row, { fingerprint: FINGERPRINT, finding }, T0);
  expect(by).toEqual({ id: 's-3', author: 'ann', reason: 'known', until: T0 + 3 });
  expect(suppressionFor([], { fingerprint: FINGERPRINT, finding }, T0)).toBeNull();
});

describe('a stored suppression is refused', () => {
  it.each<[string, object]>([
    ['without anything named', { match: {} }],
    ['with a pattern that names nothing', { match: { program: '**' } }],
    ['with an empty pattern', { match: { host: '' } }],
    ['with a pattern without end', { match: { host: 'x'.repeat(513) } }],
    ['with something that it does not know', { match: { program: '/x', path: '/y' } }],
    ['with a user by name', { match: { uid: 'root' } }],
    ['with half a fingerprint', { match: { fingerprint: 'ad5a' } }],
    ['without an author', { author: '' }],
    ['without a reason', { reason: '' }],
    ['with a severity that there is not', { severityAtMost: 'all' }],
    ['without an end', { until: Number.POSITIVE_INFINITY }],
  ])('%s', (_name, parts) => {
    expect(SuppressionShape.safeParse(suppression()).success).toBe(true);
    expect(SuppressionShape.safeParse({ ...suppression(), ...parts }).success).toBe(false);
  });
});
