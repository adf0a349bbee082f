import { describe, expect, it } from 'vitest';
import type { ExecEvent } from '../../../shared/telemetry/exec-event.ts';
import { correlate } from './golden.ts';
import { type Exec, render } from './render.ts';

const MIB = 1024 * 1024;
const HEAD = 'type=EXECVE msg=audit(1771085986.953:31): ';

function exec(argv: readonly Buffer[]): Exec {
  const path = Buffer.from('/lib64/ld-linux-x86-64.so.2');
  return {
    node: '',
    time: 1771085986953,
    serial: 31,
    pid: 9,
    exe: path,
    cwd: Buffer.from('/'),
    files: [path],
    argv,
  };
}

function argvOf(lines: readonly string[]): ExecEvent['argv'] {
  const [event] = correlate(lines).events;
  return event?.type === 'exec' ? event.argv : [];
}

describe('long argument vectors', () => {
  it('keeps the place of what stands behind an argument of two megabytes, and its beginning', () => {
    const long = Buffer.alloc(2 * MIB, 'äb');
    const argv = argvOf(render(exec([Buffer.from('x'), long, Buffer.from('./hello')])));
    expect(argv).toHaveLength(3);
    expect(argv[2]).toBe('./hello');
    expect(long.toString().startsWith(argv[1]?.slice(0, 4096) ?? '?')).toBe(true);
    expect(argv[1]?.length).toBeLessThanOrEqual(8192);
  });

  it('tells the same beginning when the records come in reverse order', () => {
    const lines = render(exec([Buffer.from('x'), Buffer.alloc(MIB, 'äb'), Buffer.from('./hello')]));
    expect(argvOf(lines.toReversed())).toEqual(argvOf(lines));
  });

  it('reads a hundred thousand arguments', () => {
    const argv = Array.from({ length: 100_000 }, (_, index) => `--option-${index}`);
    expect(argvOf(render(exec(argv.map((text) => Buffer.from(text)))))).toEqual(argv);
  });

  it('reads them in reverse order too', () => {
    const argv = Array.from({ length: 20_000 }, (_, index) => `--option-${index}`);
    expect(argvOf(render(exec(argv.map((text) => Buffer.from(text)))).toReversed())).toEqual(argv);
  });
});

describe('numbers that no kernel writes reserve nothing', () => {
  it.each([
    'argc=2 a0="x" a999999="y"',
    'argc=2 a0="x" a4294967295="y"',
    'argc=2 a0="x" a99999999999999999999="y"',
    'argc=2 a0="x" a1_len=999999999 a1[99999999]="y"',
    'argc=2 a0="x" a1[4294967296]="y"',
    'argc=2 a0="x" a4294967295[0]="y"',
    'argc=2 a0="x" a4294967295_len=9',
    'argc=999999999 a0="x"',
    'argc=99999999999999999999 a0="x"',
    'argc=-1 a0="x"',
    'argc=1e9 a0="x"',
  ])('%s', (body) => {
    const [event] = correlate([HEAD + body]).events;
    expect(event).toMatchObject({ argvFidelity: 'truncated' });
    expect(event?.type === 'exec' && event.argv.length).toBeLessThanOrEqual(3);
    expect(event?.type === 'exec' && event.argv[0]).toBe('x');
  });
});
