import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executions } from '../executions.ts';
import { readLines } from '../golden.ts';
import { renderLaurel } from './render.ts';

describe('what laurel tells of an execution', () => {
  it('is all that auditd tells, byte for byte, and its background', () => {
    fc.assert(
      fc.property(executions, (event) => {
        const { events, unused } = readLines([renderLaurel(event)]);

        const { environment } = event.background;
        const background = {
          ...event.background,
          // Read from /proc, later.
          environment: environment === null ? null : { ...environment, readAt: 'later' },
        };
        expect(unused).toEqual({});
        expect(events).toEqual([{ ...event, format: 'laurel', background }]);
      }),
    );
  });
});
