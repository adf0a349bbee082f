/** What one execution tells by itself, and what it must leave to the log around it: nothing may be lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import { firstLook, mayConcernLoader, needsFacts } from '../../shared/detection/first-look.ts';
import { factsOf } from '../../shared/detection/host-facts.ts';
import { HostMemory } from '../../shared/detection/host-memory.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { alone, dynamic, exec, LINKER, LOADER, loader, MUSL } from './exec.ts';
import { judgedRecording, partialExecution } from './judged.ts';

const RECORDINGS = ['recorded', 'extended'] as const;
/** Of one execution, for which all choices among them are tried. */
const MOST_LINES = 7;
const judged = new Map(RECORDINGS.map((name) => [name, judgedRecording(name)]));

function look(event: ExecEvent, memory = new HostMemory()) {
  return firstLook(event, memory);
}

describe('a first look is certain of', () => {
  it('a program run by a loader where the system keeps it', () => {
    expect(look(loader('/tmp/payload hello'))).toMatchObject({
      outcome: 'decided',
      findings: [{ kind: 'execute', program: { path: '/tmp/payload' } }],
    });
  });

  it.each(['--list /bin/ls', '--verify /bin/ls', '--version', ''])(
    'a loader that runs nothing: %s',
    (words) => {
      expect(look(loader(words))).toMatchObject({ outcome: 'inspected' });
    },
  );

  it('a loader that is put under another name, and a foreign linker', () => {
    expect(look(dynamic(`/bin/cp ${LINKER} /tmp/x`))).toMatchObject({ findings: [{ kind: 'stage' }] });
    expect(look(exec({ files: ['/usr/bin/true', '/tmp/ld.so'] }))).toMatchObject({
      findings: [{ kind: 'foreign-interpreter' }],
    });
  });

  it.each([
    ['an ordinary program', dynamic('/bin/ls /tmp/x')],
    ['a copy of something else', dynamic('/bin/cp /bin/ls /tmp/x')],
    ['a static program without arguments', alone('/tmp/x')],
    ['a static program of the system, given its files', alone('/usr/bin/runc /usr/lib/x')],
    ['a static program of the system, given options', alone('/usr/bin/runc --root /run/runc list')],
    ['a probe of a container', alone('/app/healthcheck http://localhost:8080/health')],
    ['a static program in a home directory, given no path', alone('/home/u/x payload')],
    [
      'runc on its way into a container',
      exec({ argv: ['runc', 'init'], exe: '/memfd:runc_cloned:/proc/self/exe', memfd: true, files: [''] }),
    ],
  ])('%s', (_, event) => {
    expect(look(event)).toEqual({ outcome: 'decided', findings: [] });
  });
});

describe('a first look leaves open', () => {
  it.each([
    ['what an ldd does too', loader('/tmp/payload')],
    ['what an ldd does too, to any file', loader('/bin/ls')],
  ])('%s', (_, event) => {
    expect(look(event)).toEqual({ outcome: 'open', question: 'ldd-step' });
  });

  it.each([
    ['a loader by its name elsewhere', alone('/tmp/ld-linux-x86-64.so.2 /tmp/payload x')],
    ['a file without a linker that is given a path', alone('/tmp/x /tmp/payload')],
    ['one that is given a bare name, which a copy of musl’s runs', alone('/tmp/x payload')],
    ['one that is given what looks like an option, which an old glibc runs', alone('/tmp/x -p/payload')],
    ['one in a home directory that is given a path', alone('/home/u/x /home/u/payload')],
    ['a static program of the system, given a user’s file', alone('/usr/bin/x /tmp/payload')],
    ['one that is told to list, with an audit library', alone('/tmp/x --list --audit /tmp/a.so /bin/true')],
    [
      'a script whose interpreter has none',
      exec({
        argv: ['/tmp/x', '/tmp/script', 'word'],
        exe: '/tmp/x',
        files: ['/tmp/script', '/tmp/x'],
      }),
    ],
  ])('%s', (_, event) => {
    expect(look(event)).toEqual({ outcome: 'open', question: 'which-file' });
  });

  it('a static program of the system that is remembered as a copy, whatever it is given', () => {
    const memory = new HostMemory();
    const copy = { path: '/usr/local/bin/x', family: 'musl', madeBy: '1.0:1', madeAt: 0 } as const;
    memory.copies.set(copy.path, copy);

    expect(look(alone('/usr/local/bin/x payload'), memory)).toEqual({
      outcome: 'open',
      question: 'which-file',
    });
    expect(look(alone('/usr/local/bin/x payload'))).toEqual({ outcome: 'decided', findings: [] });
  });
});

/** Command lines of words that a loader's grammar may take for anything. */
const words = fc.array(
  fc.constantFrom(
    'payload',
    '/tmp/payload',
    '-x',
    '--list',
    '--verify',
    '--audit',
    '--preload',
    '/tmp/a.so',
    '--',
    '',
  ),
  { maxLength: 5 },
);

describe('whatever is not known yet of a host', () => {
  it('no run of a copy where every user may write is decided without asking', () => {
    const paths = fc.constantFrom('/tmp/x', '/dev/shm/x', '/var/tmp/.a/x');
    fc.assert(
      fc.property(words, paths, fc.constantFrom(LINKER, MUSL), (argv, path, source) => {
        const copying = dynamic(`/bin/cp ${source} ${path}`);
        const run = exec({ argv: [path, ...argv], files: [path] });
        const detector = new Detector();
        detector.judge(copying);
        const found = [...detector.judge(run).findings, ...detector.flush()];

        if (found.length > 0) expect(look(run).outcome).toBe('open');
      }),
      { numRuns: 500 },
    );
  });

  it('no run of a copy in the system’s directories is decided without what is remembered of the host', () => {
    fc.assert(
      fc.property(words, fc.constantFrom(LINKER, MUSL), (argv, source) => {
        const copying = dynamic(`/bin/cp ${source} /usr/local/bin/x`);
        const run = exec({ argv: ['x', ...argv], exe: '/usr/local/bin/x', files: ['/usr/local/bin/x'] });
        const detector = new Detector();
        detector.judge(copying);
        if ([...detector.judge(run).findings, ...detector.flush()].length === 0) return;

        const memory = new HostMemory();
        firstLook(copying, memory);
        expect(needsFacts(copying) && needsFacts(run)).toBe(true);
        expect(look(run, memory).outcome).toBe('open');
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(RECORDINGS)('over the recording %s', (name) => {
  const { executions, findings } = judged.get(name) ?? judgedRecording(name);

  it('what is decided is what the whole log says, and no finding is lost', () => {
    const memory = new HostMemory();
    const looks = executions.map((event) => ({ event, answer: firstLook(event, memory) }));

    const decided = looks.filter(({ answer }) => answer.outcome !== 'open');
    for (const { event, answer } of decided) {
      const said = answer.outcome === 'decided' ? answer.findings : [];
      expect(said, event.sourceEventId).toEqual(findings.get(event.id) ?? []);
    }
    expect(decided.length).toBeGreaterThan(0.8 * executions.length);
  });

  it('an execution alone is open or decided the same, but for what only the memory of its host can tell', () => {
    const lost = executions.filter((event) => {
      const answer = look(event);
      const said = answer.outcome === 'decided' ? answer.findings : [];
      const expected = findings.get(event.id) ?? [];
      return answer.outcome !== 'open' && JSON.stringify(said) !== JSON.stringify(expected);
    });

    expect(lost.every(needsFacts)).toBe(true);
    const told = lost.flatMap(({ id }) => findings.get(id) ?? []);
    const loaders = told.flatMap((finding) => (finding.kind === 'execute' ? [finding.loader] : []));
    for (const { evidence } of loaders) expect(['inode', 'known-copy']).toContain(evidence);
    expect(loaders.length).toBeLessThan(0.01 * findings.size);
    expect(told.filter(({ kind }) => kind === 'foreign-interpreter')).toEqual([]);
  });
});

/** Every choice of a few lines; of many, how a delivery's end would cut them and each single loss. */
function subsetsOf(lines: readonly string[]): string[][] {
  if (lines.length <= MOST_LINES)
    return Array.from({ length: 2 ** lines.length }, (_, chosen) =>
      lines.filter((_line, at) => (chosen & (1 << at)) !== 0),
    );
  return lines.flatMap((_, at) => [lines.slice(0, at), lines.slice(at), lines.toSpliced(at, 1)]);
}

describe('an execution of which records are missing', () => {
  it.each([
    ['its process', ['process', 'files'], { exe: null, fileCount: null }],
    ['its files', ['files'], { fileCount: 3 }],
  ] as const)('may concern a loader where %s is not known', (_, missing, parts) => {
    expect(mayConcernLoader({ ...exec(parts), missing: [...missing] })).toBe(true);
  });

  it.each([
    ['names no linker', alone('/usr/bin/x')],
    ['names a foreign linker', exec({ files: ['/usr/bin/true', '/tmp/ld.so'] })],
    [
      'names its linker relative to a directory',
      exec({ files: ['/usr/bin/true', 'lib64/ld-linux-x86-64.so.2'] }),
    ],
    ['copies files', dynamic('/bin/cp')],
    ['reads files', dynamic('/usr/bin/python3')],
    [
      'is a script with a loader as its interpreter, and the loader’s file has another name',
      exec({
        argv: [],
        exe: '/usr/lib/x86_64-linux-gnu/ld-2.31.so',
        files: ['/tmp/script', LINKER],
      }),
    ],
  ])('may concern one where it %s', (_, event) => {
    expect(mayConcernLoader({ ...event, missing: ['arguments'] })).toBe(true);
  });

  it.each([
    ['program', dynamic('/usr/bin/true')],
    ['script', exec({ exe: '/usr/bin/bash', files: ['/tmp/script', '/bin/bash', LINKER] })],
    ['program of a user', dynamic('/home/u/server')],
  ])('can not concern one where an ordinary %s lacks its arguments', (_, event) => {
    expect(mayConcernLoader({ ...event, argv: [], argvFidelity: 'none', missing: ['arguments'] })).toBe(
      false,
    );
  });

  describe.each(RECORDINGS)('in the recording %s', (name) => {
    const { executions, findings, records } = judged.get(name) ?? judgedRecording(name);

    /** What matters: led to a finding or a question, or taught of a copy or a reading. */
    function matters(event: ExecEvent): boolean {
      const memory = new HostMemory();
      const { outcome } = firstLook(event, memory);
      return (
        outcome === 'open' || findings.has(event.id) || factsOf(memory).some(({ fact }) => fact !== 'linker')
      );
    }

    it('is never ruled out where it matters, whichever of its records are there', () => {
      // One of those that differ in nothing that is looked at.
      const kinds = Map.groupBy(executions.filter(matters), ({ exe, files, argv }) =>
        JSON.stringify([exe, files.map(({ name }) => name), argv.slice(0, 2)]),
      );
      const wrong: string[] = [];
      for (const [event] of kinds.values()) {
        const { sourceEventId } = event ?? exec();
        const lines = (records.get(sourceEventId) ?? []).filter((line) =>
          /type=(?:SYS|EXE|CWD|PATH)/.test(line),
        );
        for (const subset of subsetsOf(lines)) {
          const part = partialExecution(subset);
          const isWhole = part === null || part.missing.length === 0;
          if (!isWhole && !mayConcernLoader(part)) wrong.push(`${sourceEventId}: ${subset.join()}`);
        }
      }
      expect(kinds.size).toBeGreaterThan(20);
      expect(wrong).toEqual([]);
    });

    it('is ruled out where it is ordinary and only its arguments or directory are missing', () => {
      const ordinary = executions.filter((event) => !matters(event));
      const ruledOut = ordinary.filter(({ sourceEventId }) => {
        const part = partialExecution(
          (records.get(sourceEventId) ?? []).filter((line) => !/type=(?:EXE|CWD)/.test(line)),
        );
        return part !== null && !mayConcernLoader(part);
      });
      expect(ruledOut.length).toBeGreaterThan(0.5 * ordinary.length);
    });
  });
});

describe('needsFacts', () => {
  it.each([
    ['a command that gives files other names', dynamic('/bin/mv a b'), true],
    ['a file without a linker, given words', alone('/usr/bin/x y'), true],
    ['the same without words', alone('/usr/bin/x'), false],
    ['an ordinary program', dynamic('/bin/ls y'), false],
    ['the system’s loader', loader('/tmp/p', { exe: LOADER }), true],
  ])('%s', (_, event, expected) => {
    expect(needsFacts(event)).toBe(expected);
  });
});
