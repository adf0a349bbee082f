import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, collect, type Evidence } from './evidence.ts';
import { LOADER, MISSING, PROGRAM } from './machine.ts';
import { Den, executable, sha256 } from './payload.ts';
import { type Scene, type Staged, stageScene } from './scene.ts';

describe.skipIf(MISSING !== null)('collect-evidence', () => {
  let den: Den;
  let scene: Scene;
  let evidence: Evidence;

  beforeAll(async () => {
    den = new Den();
    scene = await stageScene(den);
    evidence = await collect(den, scene.finding, { EventSerial: '42' });
  }, 120_000);
  afterAll(() => den[Symbol.dispose]());

  /** The kept bytes are those of the program, and the manifest says of which process. */
  function expectRecovered({ pid, sha256: hash }: Staged): void {
    expect(evidence.manifest.programs).toContainEqual(expect.objectContaining({ pid, sha256: hash }));
    expect(sha256(evidence.member(`files/${hash}`))).toBe(hash);
  }

  test('says in one line what it has', () => {
    const { result, manifest, exitCode, errors } = evidence;
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    expect(result).toMatchObject({ outcome: 'kept', problem: '', missing: manifest.missing.length });
    expect(result.programs[0]).toBe(scene.finding.sha256);
    expect(JSON.stringify(result).length).toBeLessThan(2400);
    expect(manifest).toMatchObject({ process: 'alive', incident: 'incident-1', pid: scene.finding.pid });
    expect(Math.abs(manifest.began - Date.now() / 1000)).toBeLessThan(180);
  });

  test('recovers the program of the finding', () => expectRecovered(scene.finding));
  test('recovers a program that was deleted after its start', () => expectRecovered(scene.deleted));
  test('recovers a program that never had a name', () => expectRecovered(scene.nameless));
  test('recovers a shell whose child no loader runs', () => expectRecovered(scene.shell));
  test('recovers a program of the system, and the library that was injected into it', () => {
    expectRecovered(scene.injected);
    const library = sha256(scene.injectedLibrary);
    expect(sha256(evidence.member(`files/${library}`))).toBe(library);
  });

  test('has what the kernel says of the process, byte for byte', () => {
    const own = `process/${scene.finding.pid}`;
    const program = `${den.directory}/payload`;
    expect(readFileSync(evidence.member(`${own}/cmdline`), 'utf8')).toBe(`${LOADER}\0${program}\x00300\0`);
    expect(readFileSync(evidence.member(`${own}/environ`), 'utf8')).toBe('SECRET=of the intruder\0');
    expect(readFileSync(evidence.member(`${own}/maps`), 'utf8')).toContain(program);
    const links = evidence.lines(`${own}/links.jsonl`);
    expect(links).toContainEqual({ name: 'cwd', target: den.directory });
    expect(links).toContainEqual({ name: 'exe', target: executable(scene.finding.pid) });
    expect(links).toContainEqual({ name: 'fd/0', target: '/dev/null' });
  });

  test('looks at the process it descends from, and not at others', () => {
    expect(existsSync(evidence.member(`process/${process.pid}/environ`))).toBe(true);
    expect(existsSync(evidence.member(`process/${scene.ordinary.pid}/environ`))).toBe(false);
  });

  test('shows every process, and which of them run through a loader', () => {
    const processes = new Map(evidence.lines('processes.jsonl').map((line) => [line['pid'], line]));
    expect(processes.get(scene.finding.pid)).toMatchObject({
      ppid: process.pid,
      uid: 0,
      euid: 0,
      throughLoader: true,
    });
    expect(processes.get(scene.ordinary.pid)).toMatchObject({
      arguments: [PROGRAM, '300'],
      throughLoader: false,
    });
    expect(processes.get(scene.child)).toMatchObject({ ppid: scene.shell.pid, throughLoader: false });
    expect(processes.get(process.pid)).toMatchObject({ throughLoader: false });
  });

  test('has the hash of every member in the manifest', () => {
    const { members } = evidence.manifest;
    expect(members.length).toBeGreaterThan(50);
    for (const { name, sha256: listed } of members)
      expect([name, sha256(evidence.member(name))]).toEqual([name, listed]);
  });

  test('says of each loader whether it is what its package brought', () => {
    const loaders = evidence.lines('loaders.jsonl');
    expect(loaders).toContainEqual(expect.objectContaining({ names: expect.arrayContaining([LOADER]) }));
    for (const loader of loaders) expect(loader['content']).not.toBe('differs');
  });
});

test('text of a pack can be turned back into its bytes', () => {
  expect(bytesOf('a\\x0a\\x5cx41\\xff')).toEqual(Buffer.from('a\n\\x41\xff', 'latin1'));
});
