import { describe, expect, it } from 'vitest';
import { splitList } from '../../shared/loader/invocation.ts';

describe('a list value', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a:b', ['a', 'b']],
    [':a::b:', ['a', 'b']],
    [':::', []],
  ])('%j has the entries %j, empty ones mean nothing', (value, entries) => {
    expect(splitList(value, /:/)).toEqual(entries);
  });
});
