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

describe('environments', () => {
  it('are those of the log groups that are named; all others are production', () => {
    vi.stubEnv('ENVIRONMENTS', '{"/ci":"ci","/staging":"staging"}');
    const environmentOf = environmentsVariable();
    expect(['/ci', '/staging', '/other', 'constructor', '__proto__'].map(environmentOf)).toEqual([
      'ci',
      'staging',
      'production',
      'production',
      'production',
    ]);
  });

  it('are all production where nothing is set', () => {
    vi.stubEnv('ENVIRONMENTS', undefined);
    expect(environmentsVariable()('/ci')).toBe('production');
  });

  it.each([
    ['', 'ENVIRONMENTS has to be JSON'],
    ['{', 'ENVIRONMENTS has to be JSON'],
    ['[]', 'ENVIRONMENTS has to give log groups an environment'],
    ['{"/ci":"test"}', 'ENVIRONMENTS has to give log groups an environment'],
  ])('of %j are a wrong deployment', (value, sentence) => {
    vi.stubEnv('ENVIRONMENTS', value);
    expect(() => environmentsVariable()).toThrow(new DeploymentError(sentence));
  });
});
