import { describe, expect, it } from 'vitest';
import { type ExecEvent, execEventId, NO_BACKGROUND } from '../../../../shared/telemetry/exec-event.ts';
import { goldenCases, readLines } from '../golden.ts';
import { ORDINARY } from '../ordinary.ts';

const ordinary: ExecEvent = {
  ...ORDINARY,
  format: 'sysmon',
  host: 'host-1',
  sourceEventId: '75947',
  id: execEventId('', '75947 at 1771085986953'),
  sequence: 75_947,
  argvFidelity: 'joined',
  user: { uid: 1000, euid: null, auid: null, session: 3, tty: null, name: 'user' },
  // Which files the kernel opened is not told.
  files: [],
  fileCount: null,
  background: { ...NO_BACKGROUND, ancestors: [{ pid: 900, exe: '/usr/bin/bash', commandLine: '-bash' }] },
};

describe('what Sysmon for Linux wrote is read as it was meant', () => {
  it.each(goldenCases('sysmon', ordinary))('$name: $shows', ({ lines, events, unused }) => {
    expect(readLines(lines)).toEqual({ events, unused });
  });
});
