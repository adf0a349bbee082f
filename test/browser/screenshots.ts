/**
 * `npm run screenshots`: pictures for docs/ of the short recording: the page of its scan, and what Slack shows of some of its
 * scenarios.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { PreviewCase } from '../alert/preview-cases.ts';
import { previewPage } from '../alert/preview-page.ts';
import { type Generations, recordedIncidents } from '../alert/recorded-incidents.ts';
import { pageOfLog } from '../cli/scan/page/page-of.ts';
import { launch } from './chromium.ts';

const ROOT = new URL('../../', import.meta.url);
const LOG = readFileSync(new URL('test/corpus/recorded/audit.log', ROOT), 'utf8');
const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];

function found(incidents: readonly Generations[], is: (generations: Generations) => boolean): Generations {
  const one = incidents.find(is);
  if (one === undefined) throw new Error('the recording has no such scenario any more');
  return one;
}

/** Of the recorded scenarios: one that goes on on a second host, one with an injected library, one of staging. */
function slackCases(): PreviewCase[] {
  const fleet = recordedIncidents(2, 'production');
  const host = recordedIncidents(1, 'staging');
  return [
    { name: 'thread', generations: found(fleet, () => true) },
    { name: 'injected', generations: found(host, ([{ gravest }]) => gravest.injected.length > 0) },
    { name: 'staged', generations: found(host, ([{ gravest }]) => gravest.kind === 'stage') },
  ];
}

async function shown(
  browser: Browser,
  markup: string,
  scheme: Scheme,
  take: (page: Page) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ldwatch-screenshots-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, markup);
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 1120, height: 1240 } });
  await page.goto(pathToFileURL(file).href);
  await take(page);
  await page.close();
  rmSync(folder, { recursive: true });
}

function pathOf(name: string, scheme: Scheme): string {
  const path = fileURLToPath(new URL(`docs/${name}-${scheme}.png`, ROOT));
  process.stdout.write(`written: ${path}\n`);
  return path;
}

const browser = await launch();
try {
  const cases = slackCases();
  for (const scheme of SCHEMES) {
    await shown(browser, pageOfLog(LOG), scheme, async (page) => {
      await page.screenshot({ path: pathOf('page', scheme) });
    });
    await shown(browser, previewPage(cases), scheme, async (page) => {
      for (const { name } of cases)
        await page
          .locator(`#case-${name} .slack`)
          .first()
          .screenshot({ path: pathOf(`slack/${name}`, scheme) });
    });
  }
} finally {
  await browser.close();
}
