import { describe, expect, it } from 'vitest';
import { reasonLines } from '../../../shared/alert/slack/reasons.ts';
import { bullets } from '../../../shared/alert/slack/rich-text.ts';
import { quoted } from '../../../shared/detection/quoted.ts';
import { incidentOfCase } from '../ocsf-cases.ts';
import { linesOf } from './message-pieces.ts';

const ROOM = { longest: 100, most: 3 };

function shown(...texts: string[]): string[] {
  const { gravest } = incidentOfCase('execute');
  const reasons = texts.map((text) => ({ id: 'shell', text }));
  return linesOf({ text: '', blocks: [bullets(reasonLines({ ...gravest, reasons }, ROOM))] });
}

describe('reasonLines', () => {
  it.each([
    ['only root can write there', 'only root can write there'],
    [`${quoted('/tmp/x')} was run`, '`"/tmp/x"` was run'],
    [`${quoted('a" ran, "b')} was run by ${quoted('c')}`, '`"a\\" ran, \\"b"` was run by `"c"`'],
    [`${quoted('ends with \\')} was run`, '`"ends with \\\\"` was run'],
    ['cut inside "/tmp/a name', 'cut inside `"/tmp/a name`'],
    ['cut inside an escape "/tmp/a\\', 'cut inside an escape `"/tmp/a\\`'],
    ['"', '`"`'],
    ['', 'not given'],
  ])('sets as code what is quoted, and nothing else: %j', (text, line) => {
    expect(shown(text)).toEqual([line]);
  });

  it('shows one line each, and says how many more there are', () => {
    expect(shown('a', 'b', 'c', 'd', 'e')).toEqual(['a', 'b', 'c', 'and 2 more']);
  });

  it('says so where there is none', () => {
    expect(shown()).toEqual(['none was recorded']);
  });

  it('sets everything as code after more names than a sentence of ours has', () => {
    const [line = ''] = shown('"" '.repeat(30));
    expect(line.match(/`""`/g)).toHaveLength(12);
    expect(line).toMatch(/`(?: ""){18} `$/);
  });
});
