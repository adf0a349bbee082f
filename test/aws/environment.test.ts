import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  DeploymentError,
  environmentsVariable,
  numberVariable,
  variable,
} from '../../shared/aws/environment.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('a variable', () => {
  it('is what the deployment set', () => {
    vi.stubEnv('TABLE_NAME', 'incidents');
    expect(variable('TABLE_NAME')).toBe('incidents');
  });

  it.each([undefined, ''])('that is %j is a wrong deployment', (value) => {
    vi.stubEnv('TABLE_NAME', value);
    expect(() => variable('TABLE_NAME')).toThrow(DeploymentError);
    expect(() => variable('TABLE_NAME')).toThrow(
      "the function's environment has no TABLE_NAME: was it deployed with the CDK?",
    );
  });
});

describe('a variable with a number', () => {
  it.each([
    ['24', 24],
    ['0.5', 0.5],
  ])('of %s is %d', (value, number) => {
    vi.stubEnv('INCIDENT_WINDOW_HOURS', value);
    expect(numberVariable('INCIDENT_WINDOW_HOURS')).toBe(number);
  });

  it.each(['0', '-1', 'a day', 'NaN', 'Infinity', '1e999'])('of %s is a wrong deployment', (value) => {
    vi.stubEnv('INCIDENT_WINDOW_HOURS', value);
    expect(() => numberVariable('INCIDENT_WINDOW_HOURS')).toThrow(
      new DeploymentError('INCIDENT_WINDOW_HOURS has to be a number above 0'),
    );
  });
});

describe('what environments are called', () => {
  const naming = {
    tagKeys: ['env'],
    names: { ci: ['ci'], staging: [], production: ['prod*'] },
    accounts: { '111122223333': 'staging' },
    logGroups: { '/ci': 'ci' },
  };

  it('is as the stack wrote it', () => {
    vi.stubEnv('ENVIRONMENTS', JSON.stringify(naming));
    expect(environmentsVariable()).toEqual(naming);
  });

  it.each([
    ['', "the function's environment has no ENVIRONMENTS: was it deployed with the CDK?"],
    ['{', 'ENVIRONMENTS has to be JSON'],
    ['[]', 'ENVIRONMENTS has to say what environments are called'],
    ['{"/ci":"ci"}', 'ENVIRONMENTS has to say what environments are called'],
    [
      JSON.stringify({ ...naming, logGroups: { '/ci': 'test' } }),
      'ENVIRONMENTS has to say what environments are called',
    ],
  ])('is a wrong deployment of %j', (value, sentence) => {
    vi.stubEnv('ENVIRONMENTS', value);
    expect(() => environmentsVariable()).toThrow(new DeploymentError(sentence));
  });
});
