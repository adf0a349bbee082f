import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import { mayRunOtherwise } from '../../shared/detection/joined-arguments.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { exec, LINKER, LOADER } from './exec.ts';

describe('a joined command line that runs nothing as it stands', () => {
  it.each([
    '--library-path /x --list /tmp/payload',
    '--argv0 a --verify /tmp/payload b',
    '--library-path=/x --list /tmp/payload',
    '--inhibit-cache --preload /x --help ./payload',
  ])('may run the program all the same: %s', (line) => {
    expect(mayRunOtherwise([LINKER, ...line.split(' ')])).toBe(true);
  });

  it.each([
    '--list /tmp/payload',
    '--verify /tmp/payload',
    '--version',
    '',
    '--library-path /x',
    '--list --library-path /x payload',
    '--library-path /x --list payload',
    '--library-path=/x --list',
    '--list-diagnostics /a /b /c',
  ])('runs nothing wherever the bounds are: %s', (line) => {
    expect(mayRunOtherwise([LINKER, ...line.split(' ')])).toBe(false);
  });

  it('is no different where a source put quotes around what it took for one argument', () => {
    expect(mayRunOtherwise([LINKER, '--library-path', '/x /tmp/payload b'])).toBe(true);
  });
});

describe('a loader whose joined arguments can be read in two ways', () => {
  const line = [LINKER, '--library-path', '/x', '--list', '/tmp/payload'];
  const judge = (fidelity: ExecEvent['argvFidelity']) =>
    new Detector().judge(exec({ argv: line, exe: LOADER, files: [LINKER], fidelity }));

  it('is told, with no more certainty than there is', () => {
    const [finding] = judge('joined').findings;

    expect(finding).toMatchObject({ kind: 'execute', severity: 'medium', program: null });
    expect(finding?.reasons[0]?.text).toContain('can be read in more than one way');
  });

  it('is silent where the bounds are known', () => {
    expect(judge('exact')).toEqual({ findings: [], inspected: '--list' });
  });
});
