/** `npm run -s matrix`: writes the matrix into docs/formats.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withMatrix } from './table.ts';

const page = new URL('../../../../docs/formats.md', import.meta.url);
writeFileSync(page, withMatrix(readFileSync(page, 'utf8')));
