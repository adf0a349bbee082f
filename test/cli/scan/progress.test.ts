import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Progress } from '../../../cli/scan/progress.ts';

const MUCH = 100 * 1024 * 1024;
const wasTerminal = process.stderr.isTTY;
let written: string[] = [];

function terminal(is: boolean): void {
  process.stderr.isTTY = is;
}

beforeEach(() => {
  written = [];
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.advanceTimersByTime(1000);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  process.stderr.isTTY = wasTerminal;
});

describe('progress', () => {
  it.each([
    ['where nobody sees it', false, MUCH],
    ['of what is over at once', true, 1024],
    ['of standard input, whose end is not known', true, 0],
  ])('is not told %s', (_name, isTerminal, total) => {
    terminal(isTerminal);
    const progress = new Progress(total);
    progress.update('audit.log', total / 2);
    progress.clear();

    expect(written).toEqual([]);
  });

  it('is a line that is written over and taken away', () => {
    terminal(true);
    const progress = new Progress(MUCH);
    progress.update('audit.log', MUCH / 2);
    progress.clear();

    expect(written).toEqual([`\r[${'#'.repeat(15)}${'.'.repeat(15)}]  50 % audit.log\u001b[K`, '\r\u001b[K']);
  });

  it('goes on over all files', () => {
    terminal(true);
    const progress = new Progress(MUCH);
    progress.finishFile(MUCH / 4);
    progress.update('audit.log', MUCH / 2);

    expect(written.join('')).toContain(' 75 % ');
  });

  it('never says more than all, even of a file that grows', () => {
    terminal(true);
    new Progress(MUCH).update('audit.log', 2 * MUCH);

    expect(written.join('')).toContain('] 100 % ');
  });

  it('is told five times a second and no more', () => {
    terminal(true);
    const progress = new Progress(MUCH);
    for (let millisecond = 0; millisecond < 1000; millisecond++) {
      progress.update('audit.log', millisecond);
      vi.advanceTimersByTime(1);
    }

    expect(written).toHaveLength(5);
  });

  it('shows a hostile name as text, on one line', () => {
    terminal(true);
    new Progress(MUCH).update(`\u001b[2J\n${'x'.repeat(500)}`, 1);

    const [line = ''] = written;
    expect(line).toContain('\\x1b[2J\\nxxx');
    expect(stripVTControlCharacters(line).slice(1)).not.toMatch(/[\r\n]/);
    expect(line.length).toBeLessThan(150);
  });
});
