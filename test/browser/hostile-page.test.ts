/** Whatever a host writes, its page has the elements and the words of a harmless one. */
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileTexts, scene } from '../cli/scan/page/hostile.ts';
import { pageOfEvents } from '../cli/scan/page/page-of.ts';
import { CHROMIUM, inBrowser, launch } from './chromium.ts';
import { evaluate, open, unfold } from './opened.ts';

interface Structure {
  readonly outline: string;
  readonly words: readonly string[];
  readonly outside: readonly string[];
  readonly title: string;
}

describe.skipIf(CHROMIUM === null)(inBrowser('a page of hostile findings'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  async function structureOf(markup: string): Promise<Structure> {
    const { page, complaints, requests } = await open(browser, markup, {
      viewport: { width: 900, height: 700 },
    });
    await unfold(page);
    const structure = await evaluate<Structure>(page, 'structure.js');
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    await page.close();
    expect({ complaints, requests, outside: structure.outside }).toEqual({
      complaints: [],
      requests: [],
      outside: [],
    });
    expect(width).toBe(900);
    return structure;
  }

  it('has the same elements, attributes and words of ours as a harmless one, and its text stays in its place', async () => {
    const events = scene();
    const harmless = await structureOf(pageOfEvents(events));
    await fc.assert(
      fc.asyncProperty(hostileTexts, async (texts) => {
        expect(await structureOf(pageOfEvents(events, texts))).toEqual(harmless);
      }),
      { numRuns: Number(process.env['LDWATCH_BROWSER_RUNS'] ?? 40) },
    );
  }, 180_000);
});
