/** The detector on real recordings: everything found, rightly named and graded, nothing else reported. */
import { describe, expect, it } from 'vitest';
import { alertsOf, readLabels, readLines, timelineOf } from './recordings.ts';
import { score } from './score.ts';

/**
 * What the detector is known to get wrong, with the reason in docs/known-gaps.md. A gap that is closed must leave
 * this list, a new one fails the test.
 */
const KNOWN_GAPS: Readonly<Record<string, { missed: readonly string[]; false: readonly string[] }>> = {
  recorded: { missed: [], false: [] },
  // A run in the place of the last step of an ldd that was killed just before it, the same in everything.
  extended: { missed: ['ldd-killed-often'], false: [] },
  'extended-glibc-2.31': { missed: ['ldd-killed-often'], false: [] },
  'extended-glibc-2.41': { missed: ['ldd-killed-often'], false: [] },
  // A genuine ldd, stopped by a signal for seconds between two steps.
  crowd: { missed: [], false: ['crowd-ldd-stopped-and-continued'] },
};

describe.each(Object.entries(KNOWN_GAPS))('the recording %s', (name, gaps) => {
  const lines = readLines(name);
  const result = score(timelineOf(lines), readLabels(name).scenarios, alertsOf(lines));

  it('has every attack found, but for the known gaps', () => {
    expect(result.missed).toEqual(gaps.missed);
  });

  it('raises no false alert, but for the known gaps', () => {
    expect(result.false.map((sentence) => sentence.split(':')[0])).toEqual(gaps.false);
  });

  it('names the program and the injected library rightly', () => {
    expect(result.wrong).toEqual([]);
  });

  it('grades every attack as its label bounds it', () => {
    expect(result.grade).toEqual([]);
  });

  it('sees every loader that is only put under another name', () => {
    expect(result.staged.seen).toBe(result.staged.of);
  });
});
