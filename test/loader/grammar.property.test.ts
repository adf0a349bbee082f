/** What holds for every command line, however odd, in every family's grammar. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bionic } from '../../shared/loader/families/bionic.ts';
import { glibc } from '../../shared/loader/families/glibc.ts';
import { musl } from '../../shared/loader/families/musl.ts';
import { uclibc } from '../../shared/loader/families/uclibc.ts';
import { familyOfName, familyOfOptions, parseByAnyFamily } from '../../shared/loader/registry.ts';

const OPTIONS = [
  ...[
    '--list',
    '--verify',
    '--version',
    '--help',
    '--list-tunables',
    '--list-diagnostics',
    '--inhibit-cache',
    '--',
  ],
  ...[
    '--library-path',
    '--inhibit-rpath',
    '--audit',
    '--preload',
    '--argv0',
    '--glibc-hwcaps-mask',
    '-x',
    '-',
    '',
  ],
  ...[
    '--library-path=/l',
    '--argv0=x',
    '--preload=a.so',
    '--bogus',
    '--bogus=/x',
    './p',
    '/tmp/p',
    'p',
    'ldd',
    ':',
  ],
];
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...OPTIONS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const argv = fc.array(word, { maxLength: 30 });
const path = fc.constantFrom(null, '/lib64/ld-linux-x86-64.so.2', '/usr/lib64/ld-2.31.so', '/tmp/x');

describe.each([glibc, musl, bionic, uclibc])('$name: any command line', (family) => {
  it('has a meaning, and what runs stands where it says', () => {
    fc.assert(
      fc.property(argv, path, (line, file) => {
        const invocation = family.parse(line, file);
        if (invocation.mode !== 'run') return;
        expect(invocation.programIndex).toBeGreaterThan(0);
        expect(line[invocation.programIndex]).toBe(invocation.program);
      }),
      { numRuns: 500 },
    );
  });

  it('means the same whatever stands behind the program', () => {
    // bionic lists only where nothing follows the one program, so a first word --list is left out.
    const own = argv.filter((line) => family !== bionic || line[1] !== '--list');
    fc.assert(
      fc.property(own, argv, path, (line, tail, file) => {
        const invocation = family.parse(line, file);
        if (invocation.mode !== 'run') return;
        const upToProgram = line.slice(0, invocation.programIndex + 1);
        expect(family.parse([...upToProgram, ...tail], file)).toEqual(invocation);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its argument vector as it was', () => {
    fc.assert(
      fc.property(argv, path, (line, file) => {
        const before = [...line];
        family.parse(Object.freeze(line), file);
        expect(line).toEqual(before);
      }),
    );
  });

  it.each([
    ['--inhibit-cache'],
    ['--library-path', '/l'],
    ['--audit', 'a.so'],
    ['--preload', 'a.so'],
    ['--list'],
    ['--library-path=/l'],
  ])('is read in linear time: 100,000 words of %s %s', (...unit) => {
    const flood = Array.from({ length: 100_000 / unit.length }, () => unit).flat();
    const started = performance.now();
    family.parse(['ld', ...flood, './p'], null);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('is read in linear time: one list of 200,000 entries', () => {
    const started = performance.now();
    for (const option of ['--audit', '--preload', '--library-path'])
      family.parse(['ld', option, ':a'.repeat(200_000), './p'], null);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('any command line of an unknown file', () => {
  it('is given to a family only where that family would run a program', () => {
    fc.assert(
      fc.property(argv, (line) => {
        const family = familyOfOptions(line);
        if (family === null) return;
        expect(family.parse(line, null).mode).toBe('run');
        expect(line[1]).toMatch(/^--/);
      }),
      { numRuns: 500 },
    );
  });

  it('runs a program by any grammar where glibc’s or musl’s does', () => {
    fc.assert(
      fc.property(argv, (line) => {
        const { mode } = parseByAnyFamily(line);
        if (glibc.parse(line, null).mode === 'run') expect(mode).toBe('run');
        else if (glibc.parse(line, null).mode === 'nothing') expect(mode).toBe(musl.parse(line, null).mode);
      }),
      { numRuns: 500 },
    );
  });
});

it('a name is judged in linear time, however long', () => {
  const started = performance.now();
  for (const part of ['ld-', 'ld.so', '.so.', '/', '1.', 'ld-linux-', 'a-linux-musl', 'ld-musl-'])
    familyOfName(`/${part.repeat(100_000)}!`);
  expect(performance.now() - started).toBeLessThan(2_000);
});
