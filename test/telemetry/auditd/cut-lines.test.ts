import { describe, expect, it } from 'vitest';
import { correlate, goldenCases } from './golden.ts';
import { expectSane } from './sane.ts';

describe('a line that is cut at any byte is no error', () => {
  const names = [
    'enriched',
    'joined-syslog',
    'json-twice',
    'json-items',
    'args-split-hex',
    'items-8',
    'printk-syslog',
  ];
  const cases = goldenCases().filter(({ name }) => names.includes(name));

  it.each(cases)('$name', ({ lines }) => {
    for (const [index, line] of lines.entries()) {
      for (let length = 0; length < line.length; length++) {
        const { events } = correlate(lines.with(index, line.slice(0, length)));
        expect(events.length).toBeLessThanOrEqual(1);
        for (const event of events) expectSane(event);
      }
    }
  });
});
