import { describe, expect, it } from 'vitest';
import { type ExecEvent, execEventId } from '../../../../shared/telemetry/exec-event.ts';
import { quotedWords } from '../../../../shared/telemetry/formats/tetragon/arguments.ts';
import { goldenCases, readLines } from '../golden.ts';

const EXEC_ID = 'bm9kZS0xOjUxMjAwMDAwMDAwMDA6MTAwMA==';

/** The event that nearly every case is a variant of. */
const ORDINARY: ExecEvent = {
  type: 'exec',
  id: execEventId('', EXEC_ID),
  sourceEventId: EXEC_ID,
  format: 'tetragon',
  time: 1795514400123,
  sequence: 456789,
  host: 'node-1',
  pid: 1000,
  ppid: 900,
  exe: { path: '/lib64/ld-linux-x86-64.so.2', deleted: false, memfd: false },
  argv: ['/lib64/ld-linux-x86-64.so.2', './hello'],
  argvFidelity: 'joined',
  cwd: '/home/user',
  user: { uid: null, euid: 0, auid: 1000, session: null, tty: null, name: null },
  files: [],
  fileCount: null,
  missing: [],
  background: {
    container: null,
    ancestors: [{ pid: 900, exe: '/bin/bash', commandLine: '/bin/bash -i' }],
    environment: null,
    sha256: null,
  },
  pointer: { source: 'log', position: 1 },
};

describe("Tetragon's events are read as they were meant", () => {
  it.each(goldenCases('tetragon', ORDINARY))('$name: $shows', ({ lines, events, unused }) => {
    expect(readLines(lines)).toEqual({ events, unused });
  });
});

describe('arguments that Tetragon joined', () => {
  it.each([
    ['', []],
    ['a b', ['a', 'b']],
    ['a  b', ['a', '', 'b']],
    ['-c "echo x y" z', ['-c', 'echo x y', 'z']],
    [' "a b" c', ['a b', 'c']],
    ['"a b"', ['a b']],
    ['"a"', ['"a"']],
    ['"a b', ['"a', 'b']],
    ['a" b', ['a"', 'b']],
    ['"say "hi" now" x', ['say "hi', 'now"', 'x']],
    ['x "', ['x', '"']],
    ['" " y', [' ', 'y']],
  ])('%j', (text, words) => {
    expect(quotedWords(text)).toEqual(words);
  });

  it('of any number are read in time that grows with their length', () => {
    const words = Array.from({ length: 300_000 }, () => '"x');

    expect(quotedWords(words.join(' '))).toHaveLength(words.length);
  });
});
