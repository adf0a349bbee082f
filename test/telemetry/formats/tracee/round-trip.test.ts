import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExecEvent, execEventId } from '../../../../shared/telemetry/exec-event.ts';
import { executions } from '../executions.ts';
import { readLines } from '../golden.ts';
import { wellFormed } from '../well-formed.ts';
import { renderTracee } from './render.ts';

/** Executions with names, and of one file or with a linker: Tracee tells no more. */
const tellable = executions.filter(
  ({ files: [program, linker, ...more] }) =>
    more.length === 0 &&
    program?.name !== '' &&
    linker?.name !== '' &&
    program?.identity !== linker?.identity,
);

function told(event: ExecEvent): ExecEvent {
  const { files, time, sequence, host, pid, user, background } = event;
  const written = `${time}${String(sequence % 1_000_000).padStart(6, '0')}`;
  const variables = background.environment?.variables ?? {};
  const [program, linker] = files;
  return {
    ...event,
    format: 'tracee',
    id: execEventId(host, `${written} process ${pid}`),
    sourceEventId: written,
    sequence: sequence % 1_000_000,
    cwd: null,
    exe: event.exe === null ? null : { ...event.exe, deleted: false },
    user: { uid: user.uid, euid: null, auid: null, session: null, tty: null, name: null },
    files: [
      ...(program === undefined ? [] : [{ ...program, ownerUid: null }]),
      ...(linker === undefined ? [] : [{ ...linker, mode: null, ownerUid: null }]),
    ],
    fileCount: linker === undefined ? null : 2,
    background: {
      ...background,
      ancestors: [],
      environment: Object.keys(variables).length === 0 ? null : { variables, readAt: 'exec' },
    },
  };
}

describe('what Tracee tells of an execution', () => {
  it('is its files, its arguments and its environment, but no working directory and no login', () => {
    fc.assert(
      fc.property(tellable, (event) => {
        const { events, unused } = readLines([renderTracee(event)]);

        expect(unused).toEqual({});
        expect(events).toEqual([wellFormed(told(event))]);
      }),
    );
  });
});
