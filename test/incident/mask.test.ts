import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskRandom } from '../../shared/incident/mask.ts';

describe('what programs make up is masked', () => {
  it.each([
    ['a UUID', '/run/6fa459ea-ee8a-3ca4-894e-db77e160355e/x', '/run/*/x'],
    ['a UUID in capitals', '/run/6FA459EA-EE8A-3CA4-894E-DB77E160355E', '/run/*'],
    ['a hash', '/cache/d41d8cd98f00b204e9800998ecf8427e', '/cache/*'],
    ['a short hash', '/src/3f9c2ab/run', '/src/*/run'],
    ['mktemp’s directory', '/tmp/tmp.Xb3kQ9aLmZ/stage-4711', '/tmp/tmp.*/stage-#'],
    ['mktemp’s directory that looks tame', '/tmp/tmp.Abcdefghij/x', '/tmp/tmp.*/x'],
    ['Python’s directory', '/tmp/tmpab3x_k2q/x', '/tmp/tmp*/x'],
    ['a mixture with another prefix', '/tmp/build.aB3xZ9Kq/x', '/tmp/build.*/x'],
    ['process ids', '/proc/4711/fd/3', '/proc/#/fd/#'],
    ['times', '/tmp/run-2026-11-23T03:02', '/tmp/run-#-#-#T#:#'],
    ['digits of other scripts', '/tmp/run-٤٧', '/tmp/run-#'],
  ])('%s', (_name, path, masked) => {
    expect(maskRandom(path)).toBe(masked);
  });
});

describe('what people choose stays', () => {
  it.each([
    '/usr/bin/ls',
    '/opt/IntelliJIdea/bin/MyAppDataDir',
    '/home/ann/doItNow',
    '/opt/facade/decade',
    '/tmp/tmp.downloaded/x',
    '/tmp/tmpdownload/x',
    '/tmp/.w/payload',
    '/opt/Größe/приложение',
    '',
  ])('%s', (path) => {
    expect(maskRandom(path)).toBe(path);
  });

  it('but for its numbers: another version is no other behaviour', () => {
    expect(maskRandom('/opt/app-1.2.3/run')).toBe(maskRandom('/opt/app-10.0.0/run'));
  });
});

describe('whatever the path', () => {
  const characters = (alphabet: string, length: number) =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
  const LOWER = 'abcdefghijklmnopqrstuvwxyz';
  const DIGITS = '0123456789';

  it('two of mktemp’s names are one', () => {
    const name = characters(LOWER + LOWER.toUpperCase() + DIGITS, 10).filter((it) => /[A-Z\d]/.test(it));
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(maskRandom(`/tmp/tmp.${one}/x`)).toBe(maskRandom(`/tmp/tmp.${other}/x`));
      }),
    );
  });

  it('small letters alone are never masked', () => {
    fc.assert(
      fc.property(fc.array(characters(LOWER, 7)), (words) => {
        expect(maskRandom(words.join('/'))).toBe(words.join('/'));
      }),
    );
  });

  it.each([
    ['one word', 'aB3'],
    ['beginnings of UUIDs', '6fa459ea-ee8a-'],
    ['beginnings of mktemp’s names', 'tmp.aaaaaaaaa'],
    ['slashes', '/'],
    ['bytes that are no UTF-8', '\udc80'],
  ])('two megabytes of %s take no time and little space', (_name, part) => {
    const begun = performance.now();
    const masked = maskRandom(part.repeat(2_000_000 / part.length));
    expect(performance.now() - begun).toBeLessThan(500);
    expect(masked.length).toBeLessThanOrEqual(1024);
  });
});
