/** A page in the browser, from a file as a reader would open it, and everything that went wrong there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { temporaryFiles } from '../cli/log.ts';

/** A page that was opened. */
export interface Opened {
  readonly page: Page;
  /** What the browser complained of: errors of scripts, violations of the policy. */
  readonly complaints: string[];
  /** Whatever was asked for but the page itself. */
  readonly requests: string[];
}

/** How a reader has set the browser up. */
export type Reader = NonNullable<Parameters<Browser['newPage']>[0]>;

/** Opens markup for the test at hand. */
export async function open(browser: Browser, markup: string, reader: Reader = {}): Promise<Opened> {
  const url = pathToFileURL(temporaryFiles().put('page.html', markup)).href;
  const page = await browser.newPage(reader);
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  await page.goto(url);
  return { page, complaints, requests };
}

/** Unfolds everything. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate('for (const it of document.querySelectorAll("details")) it.open = true');
}

/** Evaluates a file of page-side/ in the page; what comes back is what its comment says. */
export async function evaluate<Answer>(page: Page, file: string): Promise<Answer> {
  const script = readFileSync(join(import.meta.dirname, 'page-side', file), 'utf8');
  return page.evaluate<Answer>(script);
}
