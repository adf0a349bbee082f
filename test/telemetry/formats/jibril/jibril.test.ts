import { describe, expect, it } from 'vitest';
import { type ExecEvent, execEventId, NO_BACKGROUND } from '../../../../shared/telemetry/exec-event.ts';
import { goldenCases, readLines } from '../golden.ts';
import { ORDINARY } from '../ordinary.ts';

const UUID = '1f7a3c52-6d0e-4b8a-9f56-0c2d8e7b4a11';

const ordinary: ExecEvent = {
  ...ORDINARY,
  format: 'jibril',
  host: 'host-1',
  sourceEventId: UUID,
  id: execEventId('', UUID),
  sequence: 221_417,
  argvFidelity: 'joined',
  cwd: null,
  user: { uid: 1000, euid: null, auid: null, session: null, tty: null, name: null },
  files: [{ name: ORDINARY.exe?.path ?? '', identity: null, mode: null, ownerUid: null }],
  fileCount: null,
  background: {
    ...NO_BACKGROUND,
    ancestors: [
      { pid: 900, exe: '/usr/bin/bash', commandLine: '-bash' },
      { pid: 800, exe: '/usr/sbin/sshd', commandLine: 'sshd: user [priv]' },
    ],
  },
};

describe('what Jibril wrote is read as it was meant', () => {
  it.each(goldenCases('jibril', ordinary))('$name: $shows', ({ lines, events, unused }) => {
    expect(readLines(lines)).toEqual({ events, unused });
  });
});
