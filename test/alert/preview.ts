/** `npm run preview`: writes preview/index.html. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { previewPage } from './preview-page.ts';

const FOLDER = fileURLToPath(new URL('../../preview/', import.meta.url));

mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}index.html`, previewPage());
process.stdout.write(`written: ${FOLDER}index.html\n`);
