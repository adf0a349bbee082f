import { describe, expect, it } from 'vitest';
import type { Finding } from '../../shared/detection/finding.ts';
import { snapshotOf } from '../../shared/incident/snapshot.ts';
import { dynamic, exec, LINKER, LOADER, loader, T0 } from '../detection/exec.ts';
import { run } from '../detection/run.ts';
import { found } from './findings.ts';

const { origin } = found();

function findingOf(...events: Parameters<typeof run>[0]): Finding {
  const { findings } = run(events);
  const last = findings.at(-1);
  if (last === undefined) throw new Error('nothing was found');
  return last;
}

describe('a snapshot tells', () => {
  it('what ran, through what, by whom, and where it came from', () => {
    const event = loader('--preload ./evil.so ./payload --x', { cwd: '/tmp', host: 'web-1' });
    const finding = findingOf(event);
    const snapshot = snapshotOf(finding, origin);
    expect(snapshot).toMatchObject({
      kind: 'execute',
      severity: finding.severity,
      time: T0,
      sourceEventId: event.sourceEventId,
      origin,
      hostName: 'web-1',
      program: { given: './payload', path: '/tmp/payload' },
      loader: { path: LOADER, family: 'glibc', evidence: 'name' },
      injected: [{ option: '--preload', given: './evil.so' }],
      process: { argv: event.argv, argc: 5, exe: LOADER, cwd: '/tmp', argvFidelity: 'exact' },
      user: event.user,
      pointer: event.pointer,
    });
    expect(snapshot.reasons).toEqual(finding.reasons);
    expect(snapshot.techniques).toEqual(finding.techniques);
  });

  it('of a copied loader its new name as the program', () => {
    expect(snapshotOf(findingOf(dynamic(`/bin/cp ${LOADER} /tmp/x`)), origin)).toMatchObject({
      kind: 'stage',
      program: { path: '/tmp/x' },
      loader: { path: LOADER, family: null, evidence: null },
      injected: [],
      family: null,
    });
  });

  it('of a foreign interpreter the file that is named as the loader', () => {
    const event = exec({ argv: ['/tmp/p'], files: ['/tmp/p', '/tmp/ld.so'], exe: '/tmp/p' });
    expect(snapshotOf(findingOf(event), origin)).toMatchObject({
      kind: 'foreign-interpreter',
      program: { path: '/tmp/p' },
      loader: { path: '/tmp/ld.so', family: null, evidence: null },
    });
  });

  it('that the program is not known where the arguments were lost', () => {
    const event = exec({ argv: [], fidelity: 'none', exe: LOADER, files: [LINKER] });
    expect(snapshotOf(findingOf(event), origin).program).toBeNull();
  });
});

describe('a text that is cut', () => {
  const argumentsOf = (...argv: string[]) =>
    snapshotOf(findingOf(loader('/tmp/p', { argv: [LINKER, '/tmp/p', ...argv] })), origin).process.argv;

  it.each([
    ['not at 1,024 characters', 'a'.repeat(1024), 'a'.repeat(1024)],
    ['beyond', 'a'.repeat(1025), `${'a'.repeat(1024)}…`],
    ['by bytes', 'é'.repeat(513), `${'é'.repeat(512)}…`],
    ['by what it takes as JSON', '\x01'.repeat(171), `${'\x01'.repeat(170)}…`],
    ['between characters', `a${'💣'.repeat(256)}`, `a${'💣'.repeat(255)}…`],
    ['between bytes that are no UTF-8', '\udc80'.repeat(200), `${'\udc80'.repeat(170)}…`],
  ])('is cut %s', (_name, given, kept) => {
    expect(argumentsOf(given)[2]).toBe(kept);
  });

  it('does not hide how many arguments there were', () => {
    const event = loader('/tmp/p', { argv: [LINKER, '/tmp/p', ...Array<string>(5000).fill('x')] });
    const { argv, argc } = snapshotOf(findingOf(event), origin).process;
    expect(argc).toBe(5002);
    expect(argv).toHaveLength(32);
  });

  it('does not hide that one was lost', () => {
    const event = loader('/tmp/p', { argv: [LINKER, '/tmp/p', null, 'x'], fidelity: 'truncated' });
    expect(snapshotOf(findingOf(event), origin).process.argv).toEqual([LINKER, '/tmp/p', null, 'x']);
  });
});
