import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execEventId } from '../../../../shared/telemetry/exec-event.ts';
import { executions } from '../executions.ts';
import { readLines } from '../golden.ts';
import { wellFormed } from '../well-formed.ts';
import { renderSysmon } from './render.ts';

/** What has no line break, is no dash and has a name: the rest Sysmon's line can't hold. */
const tellable = executions.filter(
  ({ host, argv, cwd, exe, background }) =>
    host !== '' &&
    !/[\r\n]/.test(`${argv.join('')}${cwd}${exe?.path}${background.ancestors[0]?.exe}`) &&
    !['', '-'].includes(argv.join(' ')),
);

describe('what Sysmon tells of an execution', () => {
  it('is its image and its words, of which an argument may have been several', () => {
    fc.assert(
      fc.property(tellable, (event) => {
        const { events, unused } = readLines([renderSysmon(event)]);

        const { sequence, time, host, user, background } = event;
        const { sha256, ancestors } = background;
        const told = {
          ...event,
          format: 'sysmon',
          id: execEventId(host, `${sequence} at ${time}`),
          sourceEventId: String(sequence),
          argv: event.argv.join(' ').split(' '),
          argvFidelity: 'joined',
          user: { ...user, euid: null, auid: null, tty: null },
          files: [],
          fileCount: null,
          background: { container: null, environment: null, sha256, ancestors },
        };
        expect(unused).toEqual({});
        expect(events).toEqual([wellFormed(told)]);
      }),
    );
  });
});
