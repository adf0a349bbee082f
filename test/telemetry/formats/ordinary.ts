/** The execution that the golden cases of every format are variants of: a program run through the loader. */
import {
  type ExecEvent,
  execEventId,
  type FileIdentity,
  NO_BACKGROUND,
} from '../../../shared/telemetry/exec-event.ts';

/** As auditd tells it, which tells of an execution itself the most. */
export const ORDINARY: ExecEvent = {
  type: 'exec',
  id: execEventId('', '1771085986.953:31'),
  sourceEventId: '1771085986.953:31',
  format: 'auditd',
  time: 1_771_085_986_953,
  sequence: 31,
  host: '',
  pid: 1000,
  ppid: 900,
  exe: { path: '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', deleted: false, memfd: false },
  argv: ['/lib64/ld-linux-x86-64.so.2', './hello'],
  argvFidelity: 'exact',
  cwd: '/home/user',
  user: { uid: 1000, euid: 1000, auid: 1000, session: 3, tty: 'pts0', name: null },
  files: [
    {
      name: '/lib64/ld-linux-x86-64.so.2',
      identity: 'fe:00:338944' as FileIdentity,
      mode: 0o100755,
      ownerUid: 0,
    },
  ],
  fileCount: 1,
  missing: [],
  background: NO_BACKGROUND,
  pointer: { source: 'log', position: 1 },
};
