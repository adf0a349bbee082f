/** `npm run screenshots`: docs/page-light.png and docs/page-dark.png, of the page of the short recording. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pageOfLog } from '../cli/scan/page/page-of.ts';
import { launch } from './chromium.ts';

const ROOT = new URL('../../', import.meta.url);
const LOG = readFileSync(new URL('test/corpus/recorded/audit.log', ROOT), 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'ldwatch-screenshots-'));
const file = join(folder, 'page.html');
writeFileSync(file, pageOfLog(LOG));
const browser = await launch();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1120, height: 1240 } });
    await page.goto(pathToFileURL(file).href);
    const path = fileURLToPath(new URL(`docs/page-${colorScheme}.png`, ROOT));
    await page.screenshot({ path });
    process.stdout.write(`written: ${path}\n`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
