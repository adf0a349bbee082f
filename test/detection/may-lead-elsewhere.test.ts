import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import { mayLeadElsewhere } from '../../shared/detection/directories.ts';
import { exec, LINKER, LOADER } from './exec.ts';

describe('a `..` may lead elsewhere', () => {
  it.each([
    ['/tmp/l/../../opt/app/x', '/'],
    ['l/../x', '/home/jo'],
    ['/home/jo/l/../x', null],
  ])('in %s, seen from %s', (given, cwd) => {
    expect(mayLeadElsewhere(given, cwd)).toBe(true);
  });

  it.each([
    ['/usr/lib/../bin/x', '/'],
    ['../x', '/tmp/a'],
    ['../../x', '/tmp/a/b'],
    ['./x', '/tmp'],
    ['/tmp/..x', '/'],
    ['/opt/app/x', null],
  ])('not in %s, seen from %s', (given, cwd) => {
    expect(mayLeadElsewhere(given, cwd)).toBe(false);
  });
});

it('a program behind such a path is as grave as one that everybody may have put there', () => {
  const event = exec({ argv: [LINKER, '/tmp/l/../../opt/app/x'], exe: LOADER, files: [LINKER] });

  const [finding] = new Detector().judge(event).findings;

  expect(finding?.severity).toBe('critical');
  expect(finding?.reasons.map(({ id }) => id)).toContain('program-behind-a-link');
});
