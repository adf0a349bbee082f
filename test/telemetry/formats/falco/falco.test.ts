import { describe, expect, it } from 'vitest';
import { type ExecEvent, execEventId } from '../../../../shared/telemetry/exec-event.ts';
import { goldenCases, readLines } from '../golden.ts';

/** The alert that nearly every case is a variant of. */
const ORDINARY: ExecEvent = {
  type: 'exec',
  id: execEventId('', '1795514400123456789'),
  sourceEventId: '1795514400123456789',
  format: 'falco',
  time: 1795514400123,
  sequence: 456789,
  host: 'ip-10-0-0-5',
  pid: 1000,
  ppid: 900,
  exe: { path: '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', deleted: false, memfd: false },
  argv: ['/lib64/ld-linux-x86-64.so.2', './hello'],
  argvFidelity: 'exact',
  cwd: '/home/user',
  user: { uid: null, euid: 1000, auid: 1000, session: null, tty: 'pts0', name: 'user' },
  files: [],
  fileCount: null,
  missing: [],
  background: {
    container: null,
    ancestors: [{ pid: 900, exe: '/usr/bin/bash', commandLine: null }],
    environment: null,
    sha256: null,
  },
  pointer: { source: 'log', position: 1 },
};

describe("Falco's alerts are read as they were meant", () => {
  it.each(goldenCases('falco', ORDINARY))('$name: $shows', ({ lines, events, unused }) => {
    expect(readLines(lines)).toEqual({ events, unused });
  });
});
