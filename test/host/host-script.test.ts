import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HostParameter, hostScript, withValues } from '../../cdk/host/host-script.ts';
import { COLLECT_EVIDENCE, STOP_PROCESS } from '../../cdk/host/index.ts';

const SCRIPTS = [COLLECT_EVIDENCE, STOP_PROCESS];

describe.each(SCRIPTS)('$name', ({ script, parameters }) => {
  const all = Object.entries<HostParameter>(parameters);

  test('names each parameter once, between single quotes, and nothing else in double braces', () => {
    const placeholders = script.match(/'\{\{ \w+ \}\}'/g);
    expect(placeholders).toEqual(all.map(([name]) => `'{{ ${name} }}'`));
    expect(script.match(/\{\{/g)).toHaveLength(all.length);
  });

  test('fits into a document: 64 KB, and it is escaped once more in JSON', () => {
    expect(JSON.stringify(script).length).toBeLessThan(45_000);
  });

  test.each(all)(
    '%s lets nothing through that means something between quotes or outside of them',
    (_, parameter) => {
      const pattern = new RegExp(parameter.allowedPattern);
      const meaning = fc.constantFrom(
        "'",
        '"',
        '\\',
        '`',
        '$',
        '\n',
        ';',
        '|',
        '<',
        '(',
        ' ',
        '{',
        '\0',
        '\u0141',
      );
      const word = fc.stringMatching(pattern);
      fc.assert(
        fc.property(word, meaning, fc.nat(), (value, bad, at) => {
          const where = at % (value.length + 1);
          expect(pattern.test(`${value.slice(0, where)}${bad}${value.slice(where)}`)).toBe(false);
        }),
        { numRuns: 50 },
      );
    },
  );

  test('has a default that the pattern allows, or none', () => {
    for (const [, { allowedPattern, default: value }] of all)
      if (value !== undefined) expect(value).toMatch(new RegExp(allowedPattern));
  });
});

const ONE = hostScript({
  name: 'one',
  description: 'A script with one parameter.',
  parameters: { EventTime: { type: 'String', description: 'When.', allowedPattern: '^[0-9]+$' } },
  parts: ['environment'],
  timeoutSeconds: 1,
});

describe('withValues', () => {
  test('puts a value where the parameter stands', () => {
    expect(withValues(ONE, { EventTime: '17' })).toContain("\nparam_event_time='17'\n");
  });

  test.each(["1'; reboot; '", '', ' 1'])('refuses %j', (value) => {
    expect(() => withValues(ONE, { EventTime: value })).toThrow(
      'The value of EventTime does not match ^[0-9]+$.',
    );
  });

  test('refuses to leave out what has no default', () => {
    expect(() => withValues(ONE, {})).toThrow('The parameter EventTime has to be given.');
  });
});
