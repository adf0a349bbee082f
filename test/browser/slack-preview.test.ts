/** Slack's messages as the preview draws them: whatever a host wrote is text in them. */
import type { ActionsBlock } from '@slack/types';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageDocument } from '../../cli/page/document.ts';
import { type Html, html } from '../../cli/page/html.ts';
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import { updateAlone } from '../../shared/alert/slack/update-message.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { incidentOfCase } from '../alert/ocsf-cases.ts';
import { hostileIncident, withHostTexts } from '../alert/ocsf-hostile.ts';
import { previewCases } from '../alert/preview-cases.ts';
import { blocksHtml } from '../alert/slack/drawn/blocks.ts';
import { SLACK_CSS, slackPost, slackThread } from '../alert/slack/drawn/thread.ts';
import { isCode, piecesOf } from '../alert/slack/message-pieces.ts';
import { CHROMIUM, inBrowser, launch } from './chromium.ts';
import { evaluate, open } from './opened.ts';

interface Drawn {
  readonly texts: readonly string[];
  readonly code: readonly string[];
  readonly elements: readonly string[];
  readonly mentions: readonly string[];
  readonly links: readonly string[];
  readonly outside: readonly string[];
}

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [400, 1280];

/** What a message is drawn with, and no attribute besides. */
const ELEMENTS = new Set([
  ...['h4', 'p', 'ul', 'li', 'b', 'code', 'bdo dir', 'hr', 'a href rel', 'span class role aria-label'],
]);

/** As people paste them into places where they take effect. */
const MARKUP = [
  '</code></li></ul><script>document.title="run"</script>',
  '"><img src=x onerror="document.title=1">',
  '<a href="javascript:alert(1)">runbook</a>',
  '<!channel> @here https://evil.example',
  '&lt;b&gt; &#x202e; &amp;',
  '</style><style>.slack{display:none}</style>',
  '\u202egnp.exe\u200b\u2066',
  'a\n\nIncident: closed',
  'x'.repeat(1000),
];

const BUTTONS: ActionsBlock = {
  type: 'actions',
  elements: [
    {
      type: 'button',
      action_id: 'approve',
      text: { type: 'plain_text', text: 'Approve containment' },
      style: 'primary',
      confirm: {
        title: { type: 'plain_text', text: 'Isolate the instance?' },
        text: { type: 'plain_text', text: 'Its network is cut off.' },
        confirm: { type: 'plain_text', text: 'Isolate' },
        deny: { type: 'plain_text', text: 'Not now' },
        style: 'danger',
      },
    },
    { type: 'button', action_id: 'dismiss', text: { type: 'plain_text', text: 'Dismiss' } },
    {
      type: 'button',
      action_id: 'suppress',
      text: { type: 'plain_text', text: 'Suppress' },
      style: 'danger',
    },
  ],
};

function pageOf(main: Html): string {
  return pageDocument({
    title: 'Slack',
    header: html`<h1>Slack</h1>`,
    main: html`<h2>Messages</h2><h3>One</h3>${main}`,
    footer: html``,
    css: SLACK_CSS,
  });
}

/** Too many accents on one letter are escapes on a page, and accents in Slack. */
function withoutAccents(text: string): string {
  return text.replaceAll(/\p{M}|\\u\{[\da-f]+\}/gu, '');
}

describe.skipIf(CHROMIUM === null)(inBrowser("Slack's messages in the preview"), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  async function drawn(markup: string, width: number): Promise<Drawn> {
    const { page, complaints, requests } = await open(browser, markup, { viewport: { width, height: 800 } });
    const what = await evaluate<Drawn>(page, 'slack.js');
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    const title = await page.title();
    await page.close();
    expect({ complaints, requests, wide, title }).toEqual({
      complaints: [],
      requests: [],
      wide: width,
      title: 'Slack',
    });
    return what;
  }

  function expectText(what: Drawn, incident: Incident): void {
    const code = [alertMessage(incident), updateAlone(incident)].flatMap((message) =>
      piecesOf(message)
        .filter(isCode)
        .map(({ text }) => withoutAccents(String(text))),
    );
    expect(what.code.map(withoutAccents)).toEqual(code);
    // Members who decided are mentioned, and nobody else is.
    const mentions = [alertMessage(incident), updateAlone(incident)].flatMap((message) =>
      piecesOf(message)
        .filter(({ type }) => type === 'user')
        .map((piece) => `@${String(piece['user_id'])}`),
    );
    expect(what.mentions).toEqual(mentions);
    const allowed = mentions.length > 0 ? new Set([...ELEMENTS, 'span class']) : ELEMENTS;
    expect(what.elements.filter((name) => !allowed.has(name))).toEqual([]);
    for (const link of what.links)
      expect(link).toMatch(/^https:\/\/[a-z\d-]+\.console\.(aws\.amazon|amazonaws-us-gov)\.com\//);
    expect(what.outside).toEqual([]);
  }

  const bothOf = (incident: Incident) =>
    pageOf(
      html`${slackPost(alertMessage(incident), incident, 'first')}${slackPost(updateAlone(incident), incident, 'update')}`,
    );

  it.each(MARKUP)('show %j as text and nothing else', async (text) => {
    const incident = withHostTexts(incidentOfCase('fleet'), () => text);
    for (const width of WIDTHS) expectText(await drawn(bothOf(incident), width), incident);
  });

  it('show whatever a host writes as text and nothing else, in their place', async () => {
    await fc.assert(
      fc.asyncProperty(hostileIncident, fc.constantFrom(...WIDTHS), async (incident, width) => {
        expectText(await drawn(bothOf(incident), width), incident);
      }),
      { numRuns: Number(process.env['LDWATCH_BROWSER_RUNS'] ?? 30), endOnFailure: true },
    );
  }, 180_000);

  it.each(SCHEMES.flatMap((scheme) => WIDTHS.map((width) => [scheme, width] as const)))(
    'can be read, every case, %s, %d pixels wide',
    async (colorScheme, width) => {
      const threads = previewCases().map(({ name, generations }) => slackThread(generations, name));
      const { page, complaints, requests } = await open(browser, pageOf(html`${threads}`), {
        colorScheme,
        viewport: { width, height: 800 },
      });

      const { measured, low } = await evaluate<{ measured: number; low: string[] }>(page, 'contrast.js');
      expect(low).toEqual([]);
      expect(measured).toBeGreaterThan(200);
      expect(await evaluate<string[]>(page, 'names.js')).toEqual([]);
      expect((await evaluate<Drawn>(page, 'slack.js')).outside).toEqual([]);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width);
      expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    },
  );

  it('says how grave it is in the first line, before anything that a host wrote', async () => {
    const { page } = await open(browser, pageOf(slackThread([incidentOfCase('execute')], 'one')));
    const top = async (selector: string) => (await page.locator(selector).first().boundingBox())?.y ?? -1;

    expect(await page.locator('h4').first().textContent()).toMatch(/^ CRITICAL in production/);
    expect(await top('h4 .red_circle')).toBeGreaterThan(0);
    expect(await top('h4')).toBeLessThan(await top('.slack-block code'));
  });

  it.each(SCHEMES)(
    'have buttons and questions that can be read and used by keyboard, %s',
    async (colorScheme) => {
      const buttons = html`<div class="slack">${blocksHtml([BUTTONS], 'one')}</div>`;
      const { page } = await open(browser, pageOf(buttons), { colorScheme });
      const focused = () => page.evaluate<string>('document.activeElement.textContent');
      const low = async () => (await evaluate<{ low: string[] }>(page, 'contrast.js')).low;
      const dialog = page.locator('[role=dialog]');

      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Approve containment');
      expect(await low()).toEqual([]);
      expect(await dialog.isVisible()).toBe(false);
      await page.keyboard.press('Enter');
      expect(await dialog.isVisible()).toBe(true);
      expect(await focused()).toBe('Not now');
      expect(await low()).toEqual([]);
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Isolate');
      expect(await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')).not.toBe(
        'none',
      );
      await page.keyboard.press('Escape');
      expect(await dialog.isVisible()).toBe(false);
      expect(await focused()).toBe('Approve containment');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Dismiss');
      expect(await evaluate<string[]>(page, 'names.js')).toEqual([]);
    },
  );
});
