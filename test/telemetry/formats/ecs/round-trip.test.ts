import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executions } from '../executions.ts';
import { readLines } from '../golden.ts';
import { wellFormed } from '../well-formed.ts';
import { renderEcs } from './render.ts';

describe('what Auditbeat tells of an execution', () => {
  it('is all that auditd tells, but for bytes that are no UTF-8', () => {
    fc.assert(
      fc.property(executions, (event) => {
        const { events, unused } = readLines([renderEcs(event)]);

        const { environment, ancestors } = event.background;
        const told = {
          ...event,
          format: 'ecs',
          background: {
            ...event.background,
            ancestors: ancestors.filter(({ exe }) => exe !== ''),
            environment: environment === null ? null : { ...environment, readAt: 'later' },
          },
        };
        expect(unused).toEqual({});
        expect(events).toEqual([wellFormed(told)]);
      }),
    );
  });
});
