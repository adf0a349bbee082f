import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, readConfig } from '../../cdk/config.ts';

function complaint(written: unknown): string {
  try {
    parseConfig(written);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('no complaint');
}

describe('parseConfig', () => {
  it('has a default for everything', () => {
    expect(parseConfig({})).toEqual({
      stackName: 'ldwatch',
      logGroups: ['/var/log/audit/audit.log'],
      filterPattern: '',
      alertEmails: [],
      memoryMb: 512,
      timeoutSeconds: 60,
      reservedConcurrency: null,
      logRetentionDays: 30,
    });
  });

  it('keeps what was written', () => {
    const written = {
      logGroups: ['/audit/web', '/audit/db'],
      alertEmails: ['on-call@example.org'],
      memoryMb: 1024,
    };
    expect(parseConfig(written)).toMatchObject(written);
  });

  it.each([
    ['stackName', { stackName: '1st' }, 'letter'],
    ['logGroups', { logGroups: [] }, '>=1'],
    ['logGroups', { logGroups: ['/a', '/a'] }, 'once'],
    ['logGroups[1]', { logGroups: ['/a', 'b c'] }, '. _ / # -'],
    ['logGroups[1]', { logGroups: ['/a', 'ldwatch-DetectLog30AF5819-x'] }, 'of the stack ldwatch itself'],
    ['filterPattern', { filterPattern: null }, 'string'],
    ['alertEmails[0]', { alertEmails: ['nobody'] }, 'email'],
    ['memoryMb', { memoryMb: 128 }, '>=256'],
    ['memoryMb', { memoryMb: '512' }, 'number'],
    ['timeoutSeconds', { timeoutSeconds: 901 }, '<=900'],
    ['reservedConcurrency', { reservedConcurrency: 0 }, '>=1'],
    ['logRetentionDays', { logRetentionDays: 4 }, 'one of 1, 3, 5, 7, 14, 30,'],
  ])('names %s and what is allowed, for %j', (path, written, allowed) => {
    expect(complaint(written)).toMatch(new RegExp(`^${path.replace(/[[\]]/g, '\\$&')}: `));
    expect(complaint(written)).toContain(allowed);
  });

  it('tells of every wrong value at once', () => {
    expect(complaint({ memoryMb: 1, timeoutSeconds: 1 }).split('\n')).toHaveLength(2);
  });

  it('names the values that there are where one is unknown', () => {
    expect(complaint({ memory: 512 })).toMatch(/"memory".*; there are stackName, logGroups, .*memoryMb/);
  });
});

describe('readConfig', () => {
  it('says that a file is not there', () => {
    expect(() => readConfig(new URL('./no-such-file.json', import.meta.url))).toThrow('no such file');
  });

  it('says that a file is no JSON', () => {
    expect(() => readConfig(new URL(import.meta.url))).toThrow(/^no JSON: /);
  });
});
