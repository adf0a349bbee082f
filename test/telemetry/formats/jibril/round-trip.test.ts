import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executions } from '../executions.ts';
import { readLines } from '../golden.ts';
import { wellFormed } from '../well-formed.ts';
import { renderJibril } from './render.ts';

/** Executions whose argv[0] is one word that the others don't repeat, and whose linker has a path. */
const tellable = executions.filter(
  ({ argv: [first, ...rest], files, exe, background }) =>
    !!first &&
    !first.includes(' ') &&
    files.length <= 2 &&
    (files[1]?.name ?? '/x').startsWith('/') &&
    files[1]?.name !== exe?.path &&
    rest.join(' ') !== '' &&
    background.environment === null,
);

describe('what Jibril tells of an execution', () => {
  it('is its image, its linker and its words', () => {
    fc.assert(
      fc.property(tellable, (event) => {
        const { events, unused } = readLines([renderJibril(event)]);

        const { exe, files, user, background } = event;
        const untold = { identity: null, mode: null, ownerUid: null };
        const path = `${exe?.path}${exe?.deleted ? ' (deleted)' : ''}`;
        const [, linker] = files;
        const told = {
          ...event,
          format: 'jibril',
          sequence: 0,
          argv: event.argv.join(' ').split(' '),
          argvFidelity: 'joined',
          cwd: null,
          user: { uid: user.uid, euid: null, auid: null, session: null, tty: null, name: null },
          files: [
            { name: path, ...untold },
            ...(linker === undefined ? [] : [{ name: linker.name, ...untold }]),
          ],
          fileCount: linker === undefined ? null : 2,
          background: { ...background, sha256: null },
        };
        expect(unused).toEqual({});
        expect(events).toEqual([wellFormed(told)]);
      }),
    );
  });
});
