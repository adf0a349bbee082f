/** Whatever a host writes, containment goes by something else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENTS } from '../../../shared/incident/incident.ts';
import type { EnvironmentEvidence } from '../../../shared/response/environment/evidence.ts';
import { resolveEnvironment } from '../../../shared/response/environment/resolve.ts';
import { ACCOUNT, BY_DEFAULT } from './naming.ts';

/** What a host can write: anything, and best of all what we look for. */
const written = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'prod',
    'ci',
    'Runner.Worker',
    '/r/bin/Runner.Worker',
    'gitlab-runner',
    'java',
    'agent.jar',
  ),
);
const ancestors = fc.array(
  fc.record({
    exe: fc.option(written),
    argv: fc.array(fc.option(written), { maxLength: 4 }),
  }),
  { maxLength: 4 },
);

const tagValue = fc.oneof(fc.constantFrom('prod', 'staging', 'ci', 'blue', ''), fc.string());
const tags = fc.dictionary(fc.constantFrom('env', 'Environment', 'stage', 'Name'), tagValue, { maxKeys: 3 });
const trusted = fc.record({
  tags: fc.array(fc.record({ of: fc.constantFrom('instance', 'task', 'cluster'), tags: fc.option(tags) }), {
    maxLength: 3,
  }),
  account: fc.constantFrom(ACCOUNT, '444455556666'),
  logGroup: fc.constantFrom('/a', '/b', '__proto__'),
}) satisfies fc.Arbitrary<Omit<EnvironmentEvidence, 'ancestors'>>;
const environment = fc.constantFrom(...ENVIRONMENTS);
const naming = fc.record({
  tagKeys: fc.constant(BY_DEFAULT.tagKeys),
  names: fc.constant(BY_DEFAULT.names),
  accounts: fc.dictionary(fc.constantFrom(ACCOUNT), environment),
  logGroups: fc.dictionary(fc.constantFrom('/a', '/b'), environment),
});

describe('resolveEnvironment', () => {
  it('gives containment the same, whatever the host wrote', () => {
    fc.assert(
      fc.property(trusted, naming, ancestors, (evidence, names, above) => {
        const without = resolveEnvironment({ ...evidence, ancestors: [] }, names);
        const resolved = resolveEnvironment({ ...evidence, ancestors: above }, names);
        expect(resolved.forContainment).toBe(without.forContainment);
      }),
    );
  });

  it('gives containment nothing that an alert does not say too', () => {
    fc.assert(
      fc.property(trusted, naming, ancestors, (evidence, names, above) => {
        const {
          environment: alerted,
          told,
          forContainment,
        } = resolveEnvironment({ ...evidence, ancestors: above }, names);
        if (forContainment === null) return;
        expect(forContainment).toBe(alerted);
        expect(['tag', 'account', 'log-group']).toContain(told);
      }),
    );
  });

  it('gives containment nothing once anything disagrees or could not be read', () => {
    fc.assert(
      fc.property(trusted, naming, environment, (evidence, names, other) => {
        const before = resolveEnvironment({ ...evidence, ancestors: [] }, names);
        const more = (tag: Record<string, string> | null) =>
          resolveEnvironment(
            { ...evidence, ancestors: [], tags: [...evidence.tags, { of: 'cluster', tags: tag }] },
            names,
          );
        expect(more(null).forContainment).toBeNull();
        if (before.forContainment !== null && before.forContainment !== other)
          expect(more({ env: other })).toMatchObject({ environment: 'production', forContainment: null });
      }),
    );
  });

  it('ends in no more than a few sentences, however many tags there are', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`env${index}`, 'x'.repeat(256)]),
    );
    const names = { ...BY_DEFAULT, tagKeys: Object.keys(many) };
    const { because } = resolveEnvironment(
      { tags: [{ of: 'instance', tags: many }], account: ACCOUNT, logGroup: '/a', ancestors: [] },
      names,
    );
    expect(because.length).toBeLessThan(2_000);
  });
});
