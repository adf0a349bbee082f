import { describe, expect, it } from 'vitest';
import { type ExecEvent, execEventId, NO_BACKGROUND } from '../../../../shared/telemetry/exec-event.ts';
import { inArgumentOrder } from '../../../../shared/telemetry/formats/osquery/command-line.ts';
import { goldenCases, readLines } from '../golden.ts';

const ID = '1795514400:1000:669fe3871555';

/** The row that nearly every case is a variant of. */
const ORDINARY: ExecEvent = {
  type: 'exec',
  id: execEventId('', ID),
  sourceEventId: ID,
  format: 'osquery',
  time: 1795514400000,
  sequence: 0,
  host: 'web-1',
  pid: 1000,
  ppid: 900,
  exe: { path: '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', deleted: false, memfd: false },
  argv: ['/lib64/ld-linux-x86-64.so.2', './hello'],
  argvFidelity: 'joined',
  cwd: '/home/user',
  user: { uid: 1000, euid: 0, auid: 1000, session: null, tty: null, name: null },
  files: [],
  fileCount: null,
  missing: [],
  background: NO_BACKGROUND,
  pointer: { source: 'log', position: 1 },
};

describe("osquery's results are read as they were meant", () => {
  it.each(goldenCases('osquery', ORDINARY))('$name: $shows', ({ lines, events, unused }) => {
    expect(readLines(lines)).toEqual({ events, unused });
  });
});

describe('arguments in the order of a map', () => {
  it.each([10, 11, 12, 25, 101])('%d of them find their places', (count) => {
    const argv = Array.from({ length: count }, (_, index) => `word-${index}`);
    const names = argv.map((_, index) => `a${index}`).sort();
    const joined = names.map((name) => argv[Number(name.slice(1))] ?? '');

    expect(inArgumentOrder(joined)).toEqual(argv);
  });
});
