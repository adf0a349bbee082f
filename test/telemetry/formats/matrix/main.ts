/** `npm run -s matrix`: writes the matrix into docs/formats.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { eventsOf } from './exec.ts';
import { SCENARIOS } from './scenarios.ts';
import { withMatrix } from './table.ts';
import { verdictByAuditd } from './verdict.ts';

const page = new URL('../../../../docs/formats.md', import.meta.url);
const verdicts = new Map(SCENARIOS.map(({ name, steps }) => [name, verdictByAuditd(eventsOf(steps))]));
writeFileSync(page, withMatrix(readFileSync(page, 'utf8'), verdicts));
