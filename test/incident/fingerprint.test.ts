import { describe, expect, it } from 'vitest';
import { behaviourOf, fingerprintOf } from '../../shared/incident/fingerprint.ts';
import { type FoundParts, found, T0 } from './findings.ts';

const fingerprint = (parts: FoundParts = {}) => fingerprintOf(behaviourOf(found(parts)));
const { origin, user, process } = found();
const LIBRARY = { option: '--preload' as const, given: 'x.so', path: '/tmp/x.so' };

describe('a fingerprint is the same', () => {
  it.each<[string, FoundParts]>([
    ['in another process', { process: { ...process, pid: 9, ppid: 8, argv: ['x'], argc: 1 } }],
    ['in another session', { user: { ...user, session: 77, tty: 'pts9', auid: 5, euid: 5, name: 'other' } }],
    ['on another instance', { host: 'i-2' }],
    ['by a host with another name', { hostName: 'web-2' }],
    ['at another time', { time: T0 + 99_999, sourceEventId: '1800000099.999:1' }],
    ['with another severity and other reasons', { severity: 'low', reasons: [] }],
    ['however the program was named', { program: { given: '/tmp/payload', path: '/tmp/payload' } }],
    [
      'through the loader of another distribution',
      { loader: { path: '/lib64/ld-2.31.so', family: 'glibc', evidence: 'inode' } },
    ],
    ['delivered elsewhere', { pointer: { source: 'other', position: 4711 } }],
  ])('%s', (_name, parts) => {
    expect(fingerprint(parts)).toBe(fingerprint());
  });

  it('in whatever order libraries are injected', () => {
    const other = { ...LIBRARY, path: '/tmp/y.so' };
    expect(fingerprint({ injected: [LIBRARY, other] })).toBe(fingerprint({ injected: [other, LIBRARY] }));
  });

  it('for a program with another random name', () => {
    const at = (name: string) => fingerprint({ program: { given: name, path: `/tmp/${name}/x` } });
    expect(at('tmp.Xb3kQ9aLmZ')).toBe(at('tmp.aQ0pW2xNvR'));
  });
});

describe('a fingerprint is another', () => {
  it.each<[string, FoundParts]>([
    ['in another account', { origin: { ...origin, account: '444455556666' } }],
    ['in another region', { origin: { ...origin, region: 'us-east-1' } }],
    ['on another kind of host', { origin: { ...origin, logGroup: '/other' } }],
    ['for another kind of finding', { kind: 'stage' }],
    [
      'through another family of loaders',
      { loader: { path: '/lib/ld-musl-x86_64.so.1', family: 'musl', evidence: 'name' } },
    ],
    [
      'through a file that is only taken for a loader',
      { loader: { path: '/tmp/l', family: null, evidence: 'options' } },
    ],
    ['for another program', { program: { given: './other', path: '/tmp/other' } }],
    ['for a program in another directory', { program: { given: './payload', path: '/opt/payload' } }],
    ['where the program is not known', { program: null }],
    ['with an injected library', { injected: [LIBRARY] }],
    ['for another user', { user: { ...user, uid: 0 } }],
    ['for a user who is not known', { user: { ...user, uid: null } }],
  ])('%s', (_name, parts) => {
    expect(fingerprint(parts)).not.toBe(fingerprint());
  });

  it('where a library is audited with instead of preloaded', () => {
    const audited = { ...LIBRARY, option: '--audit' as const };
    expect(fingerprint({ injected: [audited] })).not.toBe(fingerprint({ injected: [LIBRARY] }));
  });

  it('where names only meet when they are put together', () => {
    const split = (account: string, region: string) =>
      fingerprint({ origin: { ...origin, account, region } });
    expect(split('1', '","2')).not.toBe(split('1","', '2'));
  });

  it('for names that differ in bytes that are no UTF-8', () => {
    const named = (name: string) => fingerprint({ program: { given: name, path: name } });
    expect(named('/tmp/\udc80')).not.toBe(named('/tmp/\udc81'));
  });
});

it('a fingerprint stays what it is from one version to the next: incidents and suppressions name it', () => {
  expect(fingerprint()).toBe('ad5a466b574b45be5827');
});
