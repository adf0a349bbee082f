import { describe, expect, it } from 'vitest';
import { type ExecEvent, execEventId } from '../../../../shared/telemetry/exec-event.ts';
import { goldenCases, readLines } from '../golden.ts';

/** The event that nearly every case is a variant of. */
const ORDINARY: ExecEvent = {
  type: 'exec',
  id: execEventId('', ''),
  sourceEventId: 'e7a1',
  format: 'ocsf',
  time: 1795514400123,
  sequence: 0,
  host: 'web-1',
  pid: 1000,
  ppid: 900,
  exe: { path: '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', deleted: false, memfd: false },
  argv: ['/lib64/ld-linux-x86-64.so.2', './hello'],
  argvFidelity: 'joined',
  cwd: '/home/user',
  user: { uid: 1000, euid: null, auid: null, session: null, tty: null, name: 'user' },
  files: [],
  fileCount: null,
  missing: [],
  background: {
    container: null,
    ancestors: [{ pid: 900, exe: '/usr/bin/bash', commandLine: 'bash -i' }],
    environment: null,
    sha256: null,
  },
  pointer: { source: 'log', position: 1 },
};

/** The id says which cases are the same execution; what it is made of is nobody's business. */
function withoutId<Event extends { readonly type: string }>(event: Event): Event {
  return event.type === 'exec' ? { ...event, id: '' } : event;
}

describe('Process Activity is read as it was meant', () => {
  it.each(goldenCases('ocsf', ORDINARY))('$name: $shows', ({ lines, events, unused }) => {
    const read = readLines(lines);

    expect({ ...read, events: read.events.map(withoutId) }).toEqual({
      events: events.map(withoutId),
      unused,
    });
  });
});
