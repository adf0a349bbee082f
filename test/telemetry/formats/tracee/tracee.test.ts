import { describe, expect, it } from 'vitest';
import { type ExecEvent, execEventId } from '../../../../shared/telemetry/exec-event.ts';
import { goldenCases, readLines } from '../golden.ts';
import { ORDINARY } from '../ordinary.ts';

const ordinary: ExecEvent = {
  ...ORDINARY,
  format: 'tracee',
  host: 'host-1',
  sourceEventId: '1771085986953221417',
  id: execEventId('', '1771085986953221417 process 1000'),
  sequence: 221_417,
  // Not told: the working directory, the login, who owns the file, and whether it names a linker.
  cwd: null,
  user: { uid: 1000, euid: null, auid: null, session: null, tty: null, name: null },
  files: ORDINARY.files.map((file) => ({ ...file, ownerUid: null })),
  fileCount: null,
};

describe('what Tracee wrote is read as it was meant', () => {
  it.each(goldenCases('tracee', ordinary))('$name: $shows', ({ lines, events, unused }) => {
    expect(readLines(lines)).toEqual({ events, unused });
  });
});
