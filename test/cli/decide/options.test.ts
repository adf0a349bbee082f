import { describe, expect, it } from 'vitest';
import { parseDecideOptions } from '../../../cli/decide/options.ts';
import { UsageError } from '../../../cli/errors.ts';
import { ldwatch } from '../ldwatch.ts';

const ID = 'ad5a466b574b45be5827-24h-tsb4w0';

describe('the arguments of a decision', () => {
  it('are an incident, and who decides: by default whoever is logged in', () => {
    const asked = { stack: 'ldwatch', incident: ID, plan: null };
    expect(parseDecideOptions([ID], 'me')).toEqual({ ...asked, by: 'me' });
    expect(parseDecideOptions([ID, '--by', 'ann', '--stack', 'mine'], 'me')).toEqual({
      ...asked,
      stack: 'mine',
      by: 'ann',
    });
  });

  it('may name the plan that an alert showed', () => {
    expect(parseDecideOptions([ID, '--plan', '0a'.repeat(10)], 'me').plan).toBe('0a'.repeat(10));
  });

  it.each<[string, string[], RegExp]>([
    ['nothing', [], /first argument has to be an incident's id/],
    ['an option first', ['--by', 'ann', ID], /first argument/],
    ['a fingerprint alone', ['ad5a466b574b45be5827'], /first argument/],
    ['another thing beside it', [ID, ID], /Unexpected argument/],
    ['a plan of another form', [ID, '--plan', 'latest'], /--plan takes the 20 hex digits/],
    ['nobody', [ID, '--by', ' '], /--by takes the name/],
    ['a crowd', [ID, '--by', 'x'.repeat(129)], /128 characters at most/],
  ])('can not be %s', (_, args, sentence) => {
    expect(() => parseDecideOptions(args, 'me')).toThrow(UsageError);
    expect(() => parseDecideOptions(args, 'me')).toThrow(sentence);
  });

  it('have to name somebody where nobody is logged in by name', () => {
    expect(() => parseDecideOptions([ID], '')).toThrow(/--by takes the name/);
  });

  it.each(['approve', 'dismiss', 'release'])(
    'of %s are told in a sentence, before it asks the account',
    async (command) => {
      const { status, stdout, stderr } = await ldwatch([command, 'all']);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^ldwatch: the first argument has to be an incident's id.*\n$/);
    },
  );
});
