import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../cli/errors.ts';
import { parseScanOptions } from '../../../cli/scan/options.ts';
import { SEVERITIES } from '../../../shared/detection/severity.ts';

describe('the arguments of a scan', () => {
  it('default to standard input, read as what it is, told to people, with no say in the exit status', () => {
    expect(parseScanOptions([])).toEqual({ inputs: ['-'], output: 'text', failOn: null });
  });

  it('are inputs in the order in which they are given', () => {
    expect(parseScanOptions(['b', '-', 'a', 'b']).inputs).toEqual(['b', '-', 'a', 'b']);
  });

  it.each([
    [['--output', 'ndjson'], { output: 'ndjson' }],
    [['--output=text'], { output: 'text' }],
    [['--output=html'], { output: 'html' }],
    [['audit.log', '--output=ndjson'], { inputs: ['audit.log'], output: 'ndjson' }],
    [['--', '--output'], { inputs: ['--output'] }],
    [['--output', 'text', '--output', 'ndjson'], { output: 'ndjson' }],
  ])('%j', (args, expected) => {
    expect(parseScanOptions(args)).toMatchObject(expected);
  });

  it.each(SEVERITIES)('take every severity to fail on: %s', (severity) => {
    expect(parseScanOptions(['--fail-on', severity]).failOn).toBe(severity);
  });

  it.each([
    [
      'an unknown value, and the sentence lists the known ones',
      ['--output', 'xml'],
      /--output takes text, ndjson, html, not "xml"/,
    ],
    [
      'a value that a JavaScript object would have',
      ['--output', 'constructor'],
      /--output takes text, ndjson, html/,
    ],
    ['a severity in other letters', ['--fail-on', 'High'], /--fail-on takes .*critical, not "High"/],
    ['an empty value', ['--fail-on='], /--fail-on takes .*, not ""/],
    ['a missing value', ['--output'], /--output/],
    ['an option in the place of a value', ['--output', '--fail-on'], /--output/],
    ['an unknown option', ['--verbose'], /--verbose/],
    ['an unknown letter', ['-v'], /-v/],
  ])('must not have %s', (_name, args, sentence) => {
    const parse = () => parseScanOptions(args);

    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(sentence);
  });
});
