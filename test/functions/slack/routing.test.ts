import { describe, expect, it } from 'vitest';
import { destinationsOf, parseRouting } from '../../../functions/slack/routing.ts';
import type { Environment, Incident } from '../../../shared/incident/incident.ts';
import { generation } from './generations.ts';

const ROUTING = parseRouting(
  JSON.stringify({
    channel: 'CALL',
    bySeverity: {},
    byEnvironment: { ci: 'CCI', staging: 'CSTAGING' },
    from: 'info',
  }),
);

function told(environment: Environment, before: Environment | null): Incident {
  const places = { told: 'tag', because: '', before, hosts: [] } as const;
  return { ...generation(2, { environment }, { what: 'hosts', passed: 2 }), places };
}

describe('an incident whose environment turned out to be another', () => {
  it('goes on in the channel of that, and the old one is told where', () => {
    expect(destinationsOf(ROUTING, told('production', 'ci'))).toEqual([
      { channel: 'CALL', goesOnIn: null },
      { channel: 'CCI', goesOnIn: 'CALL' },
    ]);
  });

  it('goes on where it was if nothing changed', () => {
    expect(destinationsOf(ROUTING, told('staging', null))).toEqual([{ channel: 'CSTAGING', goesOnIn: null }]);
  });
});
