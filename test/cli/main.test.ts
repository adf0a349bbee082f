import { describe, expect, it } from 'vitest';
import { ldwatch } from './ldwatch.ts';

describe('the command explains itself', () => {
  it.each([
    ['--help', ['--help']],
    ['-h', ['-h']],
    ['help', ['help']],
    ['--help behind a command', ['scan', '--output', 'ndjson', '--help']],
  ])('to %s, and that is no error', async (_name, args) => {
    const { status, stdout, stderr } = await ldwatch(args);

    expect(status).toBe(0);
    expect(stdout).toContain('usage: ldwatch scan');
    for (const part of ['--output', '--fail-on', 'Exit status: 0 done, 2 unusable']) {
      expect(stdout).toContain(part);
    }
    expect(stderr).toBe('');
  });

  it('to whoever asks for nothing, but that is one', async () => {
    const { status, stdout } = await ldwatch([]);

    expect(status).toBe(2);
    expect(stdout).toContain('usage: ldwatch scan');
  });
});

describe('arguments that make no sense end with 2 and one sentence', () => {
  it.each([
    ['an unknown command', ['scna'], 'ldwatch: there is no command "scna": try "ldwatch --help"\n'],
    [
      'an unknown value',
      ['scan', '--fail-on', 'hgih'],
      'ldwatch: --fail-on takes info, low, medium, high, critical, not "hgih"\n',
    ],
    ['an unknown option', ['scan', '--frobnicate'], /^ldwatch: Unknown option '--frobnicate'.*\n$/],
  ])('%s', async (_name, args, sentence) => {
    const { status, stdout, stderr } = await ldwatch(args);

    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
  });

  it('a file named --help is still a file', async () => {
    const { status, stderr } = await ldwatch(['scan', '--', '--help']);

    expect(status).toBe(2);
    expect(stderr).toBe('ldwatch: --help: there is no such file\n');
  });
});
