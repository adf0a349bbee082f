import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewPage } from '../alert/preview-page.ts';
import { CHROMIUM, inBrowser, launch } from './chromium.ts';
import { evaluate, open, unfold } from './opened.ts';

describe.skipIf(CHROMIUM === null)(inBrowser('the preview of the alerts'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each(['light', 'dark'] as const)('can be read, %s', async (colorScheme) => {
    const { page, complaints, requests } = await open(browser, previewPage(), {
      colorScheme,
      viewport: { width: 360, height: 800 },
    });
    await unfold(page);

    expect(await evaluate<string[]>(page, 'names.js')).toEqual([]);
    expect((await evaluate<{ low: string[] }>(page, 'contrast.js')).low).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  });
});
