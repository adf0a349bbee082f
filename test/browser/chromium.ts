/** The browser that the pages are tested in: Debian's, or whatever lies where one usually does. Nothing is downloaded. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where the browser lies, null where there is none. */
export const CHROMIUM = PLACES.find((place) => place !== undefined && existsSync(place)) ?? null;

const NEEDED = 'needs Chromium: apt-get install chromium, or CHROMIUM=/path/to/it';

/** `npm run test:browser` wants the tests to be run, `npm test` wants only what Node.js can run. */
if (CHROMIUM === null && process.env['LDWATCH_BROWSER'] === 'required') throw new Error(`this ${NEEDED}`);

/** What a group of tests is called: where it is skipped, with the reason. */
export function inBrowser(what: string): string {
  return CHROMIUM === null ? `${what} (skipped: ${NEEDED})` : what;
}

/** @throws Error where there is no browser */
export async function launch(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error(`this ${NEEDED}`);
  // Its sandbox refuses to work for root, which a container's tests run as.
  return chromium.launch({
    executablePath: CHROMIUM,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
