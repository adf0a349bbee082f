import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECORDED } from '../cli/ldwatch.ts';
import { pageOfEvents, pageOfLog } from '../cli/scan/page/page-of.ts';
import { loader } from '../detection/exec.ts';
import { CHROMIUM, inBrowser, launch } from './chromium.ts';
import { evaluate, open, unfold } from './opened.ts';

const markup = pageOfLog(readFileSync(RECORDED, 'utf8'));

/** What has the focus, in words. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const at = document.activeElement;
    return (at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent).trim().slice(0, 40);
  })()`);
}

async function tabs(page: Page, times: number): Promise<string[]> {
  const seen: string[] = [];
  for (let time = 0; time < times; time++) {
    await page.keyboard.press('Tab');
    seen.push(await focused(page));
  }
  return seen;
}

describe.skipIf(CHROMIUM === null)(inBrowser('the page of a scan'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it('is shown without a complaint, loads nothing and runs nothing', async () => {
    const { page, complaints, requests } = await open(browser, markup);
    await unfold(page);

    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    expect(await page.locator('script, link, iframe, img, object, form, [style]').count()).toBe(0);
  });

  it('would not run or load anything even if markup of somebody else got in', async () => {
    const foreign =
      '<script>document.title="run"</script><img src="http://192.0.2.1/x" onerror="document.title=1"><p id="styled" style="color: rgb(1, 2, 3)">x</p><style>#styled { margin-top: 77px }</style>';
    const { page, complaints } = await open(browser, markup.replace('<main', `${foreign}<main`));

    expect(await page.title()).toMatch(/^ldwatch: 22 findings/);
    const { color, margin } = await page.evaluate<{ color: string; margin: string }>(
      '(({ color, marginTop: margin }) => ({ color, margin }))(getComputedStyle(document.getElementById("styled")))',
    );
    expect(color).not.toBe('rgb(1, 2, 3)');
    expect(margin).not.toBe('77px');
    expect(complaints.length).toBeGreaterThan(0);
  });

  it.each(['light', 'dark'] as const)('has text of enough contrast everywhere, %s', async (colorScheme) => {
    const { page } = await open(browser, markup, { colorScheme });
    await unfold(page);
    const { measured, low } = await evaluate<{ measured: number; low: string[] }>(page, 'contrast.js');

    expect(low).toEqual([]);
    expect(measured).toBeGreaterThan(500);
  });

  it('looks different in the dark', async () => {
    const paper = async (colorScheme: 'light' | 'dark') => {
      const { page } = await open(browser, markup, { colorScheme });
      return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    };

    expect(await paper('dark')).not.toBe(await paper('light'));
  });

  it('has a name for every control, headings without gaps and landmarks', async () => {
    const { page } = await open(browser, markup);

    expect(await evaluate<string[]>(page, 'names.js')).toEqual([]);
  });

  it.each([360, 768, 1280, 2560])('fits %d pixels, unfolded', async (width) => {
    const { page } = await open(browser, markup, { viewport: { width, height: 800 } });
    await unfold(page);

    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it('can be read by keyboard: skipped to, chosen in, unfolded and folded', async () => {
    const { page } = await open(browser, markup);

    expect(await tabs(page, 1)).toEqual(['Skip to the main part']);
    expect(await page.locator('.skip').boundingBox()).toMatchObject({ x: 16 });
    await page.keyboard.press('Enter');
    expect(await tabs(page, 3)).toEqual([
      'The timeline as a table',
      'Production',
      expect.stringMatching(/^critical\s+\/tmp\/\.w\/payload/),
    ]);
    expect(await page.locator('article details').first().getAttribute('open')).not.toBeNull();
    await page.keyboard.press('Space');
    expect(await page.locator('article details').first().getAttribute('open')).toBeNull();
    expect(await tabs(page, 1)).toEqual([expect.stringMatching(/^critical\s+\/tmp\/\.w\/noexec/)]);
  });

  it('shows where the focus is, on everything that can have it', async () => {
    const { page } = await open(browser, markup);
    await unfold(page);
    const without: string[] = [];
    let stops = 0;
    for (; stops < 400; stops++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate<string>(
        '(() => { const at = document.activeElement; return at === document.body ? "end" : getComputedStyle(at.matches("input") ? at.labels[0] : at).outlineStyle })()',
      );
      if (outline === 'end') break;
      if (outline === 'none') without.push(await focused(page));
    }

    expect(without).toEqual([]);
    expect(stops).toBeGreaterThan(50);
  });

  it('lists what to do for the environment that is chosen, in every finding', async () => {
    const { page } = await open(browser, markup);
    const shown = () => page.locator('article .env:visible').first().textContent();

    expect(await shown()).toContain('Contain and mitigate at once.');
    await page.getByLabel('Production').focus();
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toContain('A thorough security assessment');
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toContain('Review and audit build and deployment scripts');
    expect(await page.locator('section > .env:visible').textContent()).toContain(
      'At risk in a CI/CD pipeline',
    );
  });

  it('is printed with every finding unfolded, and the records folded', async () => {
    const { page } = await open(browser, markup);
    await page.emulateMedia({ media: 'print' });

    const body = page.locator('article .body');
    const heights = await Promise.all(
      (await body.all()).map(async (it) => (await it.boundingBox())?.height ?? 0),
    );
    expect(Math.min(...heights)).toBeGreaterThan(100);
    expect(await page.locator('pre:visible').count()).toBe(0);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it('does not move for whoever wants no movement', async () => {
    const { page } = await open(browser, markup, { reducedMotion: 'reduce' });

    expect(await page.evaluate('getComputedStyle(document.documentElement).scrollBehavior')).toBe('auto');
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  });

  it('opens the largest page that there can be within seconds, and it can be used', async () => {
    const letters = (value: number) =>
      [...String(value)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const events = Array.from({ length: 1_000 }, (_, index) =>
      loader(`/tmp/${letters(index)} ${'<b>&'.repeat(1_000)}`),
    );
    const started = performance.now();
    const { page } = await open(browser, pageOfEvents(events));
    await page.locator('article summary h3').nth(1).click();

    expect(await page.locator('article .body').nth(1).isVisible()).toBe(true);
    expect(await page.locator('p.problem').first().textContent()).toContain('Not shown here');
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
