/** Without a browser: the markup of a page, whatever a host writes, has the tags of a harmless one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileTexts, scene } from './hostile.ts';
import { pageOfEvents } from './page-of.ts';

/** Nothing in an attribute or in a text of ours holds an angle bracket: what is between two is a tag. */
function tagsOf(page: string): string[] {
  const body = page.slice(page.indexOf('</style>'));
  return (body.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/ datetime="[^"]*"/, ''));
}

describe('the page of hostile findings', () => {
  const events = scene();
  const harmless = tagsOf(pageOfEvents(events));

  it('has the tags of the page of harmless ones, in their order, with their attributes', () => {
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        expect(tagsOf(pageOfEvents(events, texts))).toEqual(harmless);
      }),
      { numRuns: 100 },
    );
  });

  it('has no character in it that moves, hides or turns text', () => {
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        expect(pageOfEvents(events, texts)).not.toMatch(
          /[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\p{M}{5}/u,
        );
      }),
      { numRuns: 100 },
    );
  });
});
