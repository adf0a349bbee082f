import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../cli/errors.ts';
import { parseSuppressOptions } from '../../../cli/suppress/options.ts';
import { ldwatch } from '../ldwatch.ts';

const T0 = 1_800_000_000_000;
const DAY = 24 * 3_600_000;
const WHO = ['--author', 'ann', '--reason', 'known'];

const parse = (...args: readonly string[]) => parseSuppressOptions(args, T0, 's-1');
const parseNamed = (...args: readonly string[]) => parse(...WHO, ...args);

describe('a suppression is what was asked for', () => {
  it('with everything that can be named', () => {
    const { stack, suppression } = parseNamed(
      ...['--fingerprint', 'ad5a466b574b45be5827', '--account', '111122223333', '--log-group', '/var/log/*'],
      ...['--host', 'i-*', '--program', '/opt/app/*', '--loader', '/usr/lib64/*', '--uid', '1000'],
      ...['--severity-at-most', 'medium', '--days', '30', '--stack', 'mine'],
    );
    expect(stack).toBe('mine');
    expect(suppression).toEqual({
      id: 's-1',
      match: {
        fingerprint: 'ad5a466b574b45be5827',
        account: '111122223333',
        logGroup: '/var/log/*',
        host: 'i-*',
        program: '/opt/app/*',
        loader: '/usr/lib64/*',
        uid: 1000,
      },
      severityAtMost: 'medium',
      author: 'ann',
      reason: 'known',
      until: T0 + 30 * DAY,
    });
  });

  it('for a week and whatever severity, where nothing else is said', () => {
    const { stack, suppression } = parseNamed('--program', '/opt/app/run');
    expect(stack).toBe('ldwatch');
    expect(suppression).toMatchObject({
      match: { program: '/opt/app/run' },
      severityAtMost: 'critical',
      until: T0 + 7 * DAY,
    });
  });

  it('for the behaviour of an incident whose id is given', () => {
    const { suppression } = parseNamed('--fingerprint', 'ad5a466b574b45be5827-24h-tsb4w0');
    expect(suppression.match).toEqual({ fingerprint: 'ad5a466b574b45be5827' });
  });

  it.each([
    ['root', '0', 0],
    ['the last of 32 bits', '4294967295', 4_294_967_295],
  ])('for %s', (_name, given, uid) => {
    expect(parseNamed('--uid', given).suppression.match).toEqual({ uid });
  });
});

const PATTERN = 'takes a text of at most 512 characters in which * is any text, and more than *';

describe('what can not be a suppression is told in a sentence', () => {
  it.each<[string, string[], string]>([
    [
      'nothing named',
      [],
      'something has to be named: --fingerprint, --program, --loader, --host, --log-group, --account or --uid',
    ],
    ['everything named', ['--program', '*'], `--program ${PATTERN}`],
    ['an empty program, as of a variable that is not set', ['--program', ''], `--program ${PATTERN}`],
    ['a host without end', ['--host', 'x'.repeat(513)], `--host ${PATTERN}`],
    ['any log group beside another name', ['--uid', '1', '--log-group', '**'], `--log-group ${PATTERN}`],
    ['any loader', ['--loader', '*'], `--loader ${PATTERN}`],
    ['an empty user: it is not root', ['--uid', ''], '--uid takes a number'],
    ['a user by name', ['--uid', 'root'], '--uid takes a number'],
    ['half a user', ['--uid', '1.5'], '--uid takes a number'],
    [
      'half a fingerprint',
      ['--fingerprint', 'ad5a'],
      "--fingerprint takes 20 hex digits, or an incident's id",
    ],
    ['an account by name', ['--account', 'prod'], '--account takes twelve digits'],
    [
      'no severity',
      ['--uid', '1', '--severity-at-most', 'all'],
      '--severity-at-most takes info, low, medium, high, critical',
    ],
    ['no days', ['--uid', '1', '--days', ''], '--days takes a number up to 366'],
    ['days before today', ['--uid', '1', '--days=-1'], '--days takes a number up to 366'],
    ['more days than anybody remembers', ['--uid', '1', '--days', '367'], '--days takes a number up to 366'],
    ['days in words', ['--uid', '1', '--days', 'all'], '--days takes a number up to 366'],
    ['a novel', ['--uid', '1', '--reason', 'x'.repeat(1025)], '--reason takes 1024 characters at most'],
    ['a crowd', ['--uid', '1', '--author', 'x'.repeat(129)], '--author takes 128 characters at most'],
  ])('%s', (_name, args, sentence) => {
    expect(() => parseNamed(...args)).toThrow(new UsageError(sentence));
  });

  it.each([
    ['an author', ['--reason', 'known']],
    ['a reason', ['--author', 'ann']],
    ['a reason that is not empty', ['--author', 'ann', '--reason', '']],
  ])('nobody to ask afterwards: without %s', (_name, args) => {
    expect(() => parse('--uid', '1', ...args)).toThrow(
      new UsageError('--author and --reason have to be given: whoever finds it silent will want to know'),
    );
  });

  it('by the command itself, with exit status 2, before it asks the account', async () => {
    const { status, stdout, stderr } = await ldwatch(['suppress', ...WHO, '--uid', 'root']);
    expect([status, stdout, stderr]).toEqual([2, '', 'ldwatch: --uid takes a number\n']);
  });
});
