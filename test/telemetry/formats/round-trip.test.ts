/** What a tool wrote of an execution is read back, as far as it could tell it, and never as more. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExecEvent } from '../../../shared/telemetry/exec-event.ts';
import { executions } from './executions.ts';
import { renderFalco } from './falco/render.ts';
import { readLines } from './golden.ts';
import { renderOcsf } from './ocsf/render.ts';
import { renderOsquery } from './osquery/render.ts';
import { RENDERERS, type Render } from './renderers.ts';
import { renderTetragon } from './tetragon/render.ts';
import { wellFormed } from './well-formed.ts';

function readBack(render: Render, event: ExecEvent): ExecEvent {
  const [read] = readLines([render(event)]).events;
  if (read?.type !== 'exec') throw new Error('No execution was read.');
  return read;
}

/** Arguments in which nothing is special. */
const plain = fc.array(fc.stringMatching(/^[\w./=-]{1,12}$/), { minLength: 1, maxLength: 40 });

function withArguments(argv: readonly string[], event: ExecEvent): ExecEvent {
  return { ...event, argv };
}

describe.each(Object.entries(RENDERERS))('%s', (_name, render) => {
  it('tells exact arguments only where they are the ones that there were', () => {
    fc.assert(
      fc.property(executions, (event) => {
        const read = readBack(render, event);

        if (read.argvFidelity !== 'exact') return;
        // A tool's JSON may not hold bytes that are no UTF-8; laurel's holds them all.
        expect(read.argv.slice(1).map(wellFormed)).toEqual(event.argv.slice(1).map(wellFormed));
      }),
      { numRuns: 100 },
    );
  });

  it('tells the same process, host and moment', () => {
    fc.assert(
      fc.property(executions, (given) => {
        const event = { ...given, host: 'web-1' };

        const read = readBack(render, event);

        expect([event.pid, null]).toContain(read.pid);
        expect([event.host, '']).toContain(read.host);
        expect(Math.floor(read.time / 1000)).toBe(Math.floor(event.time / 1000));
      }),
      { numRuns: 30 },
    );
  });
});

describe('plain arguments', () => {
  const expectArguments = (render: Render, expected: (argv: readonly string[]) => readonly string[]) =>
    fc.assert(
      fc.property(executions, plain, (event, argv) => {
        const read = readBack(render, withArguments(argv, event));

        expect(read.argv).toEqual(expected(argv));
      }),
      { numRuns: 60 },
    );

  it('are exact by way of Falco', () => {
    fc.assert(
      fc.property(executions, plain, (event, argv) => {
        expect(readBack(renderFalco, withArguments(argv, event))).toMatchObject({
          argv,
          argvFidelity: 'exact',
        });
      }),
      { numRuns: 60 },
    );
  });

  it('have their bounds by way of Tetragon, all but argv[0]', () => {
    fc.assert(
      fc.property(executions, plain, fc.stringMatching(/^\w+ [\w ]*$/), (event, argv, blanks) => {
        const given = [...argv, blanks];

        expect(readBack(renderTetragon, withArguments(given, event)).argv.slice(1)).toEqual(given.slice(1));
      }),
      { numRuns: 60 },
    );
  });

  it('are in their order by way of osquery', () => {
    expectArguments(renderOsquery, (argv) => argv);
  });

  it('have their bounds by way of OCSF', () => {
    expectArguments(renderOcsf, (argv) => argv);
  });
});
