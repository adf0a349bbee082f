/** Where a host stands: what tells it, what contradicts, and what containment may go by. */
import { describe, expect, it } from 'vitest';
import { ENVIRONMENTS } from '../../../shared/incident/incident.ts';
import type { EnvironmentEvidence, ResourceTags } from '../../../shared/response/environment/evidence.ts';
import { graverEnvironment, resolveEnvironment } from '../../../shared/response/environment/resolve.ts';
import { ACCOUNT, BY_DEFAULT, namingOf } from './naming.ts';

const NOTHING: EnvironmentEvidence = { tags: [], account: ACCOUNT, logGroup: '/audit', ancestors: [] };
const RUNNER = { exe: '/opt/runner/bin/Runner.Worker', argv: ['Runner.Worker', 'spawnclient'] };

function instance(tags: Record<string, string> | null): ResourceTags {
  return { of: 'instance', tags };
}

function told(evidence: Partial<EnvironmentEvidence>, configured: object = {}) {
  return resolveEnvironment({ ...NOTHING, ...evidence }, namingOf(configured));
}

const STAGING_ACCOUNT = { environments: { accounts: { [ACCOUNT]: 'staging' } } };
const CI_LOG_GROUP = { logGroups: [{ name: '/audit', environment: 'ci' }] };

describe('what tells an environment', () => {
  it.each([
    ['prod', 'production'],
    ['Production', 'production'],
    ['prod-eu-1', 'production'],
    ['PRD', 'production'],
    ['live', 'production'],
    ['staging', 'staging'],
    ['stage', 'staging'],
    ['stg', 'staging'],
    ['preprod', 'staging'],
    ['non-production', 'staging'],
    [' dev ', 'staging'],
    ['ci', 'ci'],
    ['CI/CD', 'ci'],
    ['build-7', 'ci'],
  ])('a tag with the value %j is %s', (value, environment) => {
    expect(told({ tags: [instance({ env: value })] })).toEqual({
      environment,
      told: 'tag',
      because: `the instance has the tag "env" with the value ${JSON.stringify(value)}`,
      forContainment: environment,
    });
  });

  it.each(['Environment', 'environment', 'ENV', 'env', 'Stage'])('a tag with the key %s', (key) => {
    expect(told({ tags: [instance({ [key]: 'stg' })] })).toMatchObject({
      environment: 'staging',
      told: 'tag',
    });
  });

  it('a tag of a task or of its cluster', () => {
    const tags: ResourceTags[] = [
      { of: 'task', tags: {} },
      { of: 'cluster', tags: { env: 'ci' } },
    ];
    expect(told({ tags })).toMatchObject({
      environment: 'ci',
      because: 'the cluster has the tag "env" with the value "ci"',
      forContainment: 'ci',
    });
  });

  it('the account, where it is configured', () => {
    expect(told({}, STAGING_ACCOUNT)).toEqual({
      environment: 'staging',
      told: 'account',
      because: `the account ${ACCOUNT} is configured so`,
      forContainment: 'staging',
    });
  });

  it('the log group, where its environment was written down', () => {
    expect(told({}, CI_LOG_GROUP)).toEqual({
      environment: 'ci',
      told: 'log-group',
      because: 'the log group "/audit" is configured so',
      forContainment: 'ci',
    });
    expect(told({}, { logGroups: [{ name: '/audit', environment: 'production' }] })).toMatchObject({
      told: 'log-group',
      forContainment: 'production',
    });
  });

  it('names and keys that are configured, and then no others', () => {
    const configured = { environments: { tagKeys: ['tier'], names: { ci: ['factory*'] } } };
    expect(told({ tags: [instance({ tier: 'Factory-2' })] }, configured)).toMatchObject({
      environment: 'ci',
    });
    expect(told({ tags: [instance({ env: 'ci' })] }, configured)).toMatchObject({ told: 'unknown' });
    expect(told({ tags: [instance({ tier: 'ci' })] }, configured)).toMatchObject({ told: 'unknown' });
    // What was not configured stays as it is by default.
    expect(told({ tags: [instance({ tier: 'stg' })] }, configured)).toMatchObject({ environment: 'staging' });
  });

  it('is named by what is nearest, where several agree', () => {
    const configured = {
      environments: { accounts: { [ACCOUNT]: 'ci' } },
      logGroups: [{ name: '/audit', environment: 'ci' }],
    };
    expect(told({ tags: [instance({ env: 'ci' })] }, configured)).toMatchObject({ told: 'tag' });
    expect(told({}, configured)).toMatchObject({ told: 'account' });
  });
});

describe('what tells nothing', () => {
  it.each<[string, Partial<EnvironmentEvidence>, object]>([
    ['a log group without an environment', {}, { logGroups: ['/audit'] }],
    ['another account', { account: '444455556666' }, STAGING_ACCOUNT],
    ['another log group', { logGroup: '/other' }, CI_LOG_GROUP],
    ['a log group named as a property of every object', { logGroup: 'constructor' }, CI_LOG_GROUP],
    ['an account named as one', { account: '__proto__' }, STAGING_ACCOUNT],
    ['other tags', { tags: [instance({ Name: 'prod', Team: 'ci' })] }, {}],
    ['a process that is no build agent', { ancestors: [{ exe: '/usr/sbin/sshd', argv: ['sshd'] }] }, {}],
  ])('%s: production for an alert, nothing for containment', (_, evidence, configured) => {
    expect(told(evidence, configured)).toEqual({
      environment: 'production',
      told: 'unknown',
      because: 'no tag, account or log group says where it stands',
      forContainment: null,
    });
  });

  it('a tag whose value nobody configured: it is said', () => {
    expect(told({ tags: [instance({ env: 'blue' })] })).toEqual({
      environment: 'production',
      told: 'unknown',
      because:
        'the instance has the tag "env" with the value "blue", which names no environment that is configured',
      forContainment: null,
    });
  });

  it('a value that two environments are called by', () => {
    const configured = { environments: { names: { ci: ['green*'], staging: ['*blue'] } } };
    expect(told({ tags: [instance({ env: 'green-blue' })] }, configured)).toMatchObject({ told: 'unknown' });
  });
});

describe('doubt', () => {
  it.each([
    ['tags that could not be read', instance(null), 'the tags of the instance could not be read'],
    [
      'a tag that nobody understands',
      instance({ env: 'x' }),
      'which names no environment that is configured',
    ],
  ])('%s: the rest tells an alert, and containment nothing', (_, tags, says) => {
    const resolved = told({ tags: [tags] }, CI_LOG_GROUP);
    expect(resolved).toMatchObject({ environment: 'ci', told: 'log-group', forContainment: null });
    expect(resolved.because).toContain('the log group "/audit" is configured so');
    expect(resolved.because).toContain(says);
  });

  it.each<[string, Partial<EnvironmentEvidence>, object]>([
    ['a tag against the account', { tags: [instance({ env: 'ci' })] }, STAGING_ACCOUNT],
    ['a tag against the log group', { tags: [instance({ env: 'prod' })] }, CI_LOG_GROUP],
    ['the account against the log group', {}, { ...STAGING_ACCOUNT, ...CI_LOG_GROUP }],
    ['two tags of one instance', { tags: [instance({ env: 'ci', stage: 'staging' })] }, {}],
    [
      'a task against its cluster',
      {
        tags: [
          { of: 'task', tags: { env: 'ci' } },
          { of: 'cluster', tags: { env: 'stg' } },
        ],
      },
      {},
    ],
  ])('%s: production for an alert, nothing for containment', (_, evidence, configured) => {
    const resolved = told(evidence, configured);
    expect(resolved).toMatchObject({ environment: 'production', told: 'unknown', forContainment: null });
    expect(resolved.because).toMatch(/^what is known contradicts itself: .+, but .+$/);
  });

  it('names both sides of a contradiction', () => {
    expect(told({ tags: [instance({ env: 'ci' })] }, STAGING_ACCOUNT).because).toBe(
      'what is known contradicts itself: the instance has the tag "env" with the value "ci" (ci), ' +
        `but the account ${ACCOUNT} is configured so (staging)`,
    );
  });
});

describe('ancestors', () => {
  it('tell an alert of a build where nothing else says anything, and containment never', () => {
    expect(told({ ancestors: [{ exe: '/usr/bin/bash', argv: ['bash'] }, RUNNER] })).toEqual({
      environment: 'ci',
      told: 'ancestors',
      because: 'a build agent of GitHub Actions started it, by what the host says',
      forContainment: null,
    });
  });

  it.each([
    ['a tag', { tags: [instance({ env: 'prod' })] }, {}, 'production'],
    ['the account', {}, STAGING_ACCOUNT, 'staging'],
    ['the log group', {}, { logGroups: [{ name: '/audit', environment: 'production' }] }, 'production'],
  ])('are not asked where %s tells it', (_, evidence, configured, environment) => {
    expect(told({ ...evidence, ancestors: [RUNNER] }, configured)).toEqual(told(evidence, configured));
    expect(told({ ...evidence, ancestors: [RUNNER] }, configured)).toMatchObject({
      environment,
      forContainment: environment,
    });
  });

  it('are not asked to settle a contradiction', () => {
    const tags = [instance({ env: 'ci', stage: 'prod' })];
    expect(told({ tags, ancestors: [RUNNER] })).toMatchObject({ environment: 'production', told: 'unknown' });
  });
});

describe('graverEnvironment', () => {
  it('is production before staging before ci, whichever comes first', () => {
    for (const [index, one] of ENVIRONMENTS.entries())
      for (const [at, other] of ENVIRONMENTS.entries())
        expect(graverEnvironment(one, other)).toBe(ENVIRONMENTS[Math.max(index, at)]);
  });
});

describe('the names by default', () => {
  it('are each of one environment', () => {
    for (const environment of ENVIRONMENTS)
      for (const name of BY_DEFAULT.names[environment])
        expect(
          resolveEnvironment({ ...NOTHING, tags: [instance({ env: name.replace('*', '-x') })] }, BY_DEFAULT)
            .environment,
          name,
        ).toBe(environment);
  });
});
