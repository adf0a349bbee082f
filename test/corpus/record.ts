/**
 * Records the scenarios on this machine, with its own kernel, loader and audit daemon.
 *
 * usage (as root): node test/corpus/record.ts --out DIR [--set base,disguises] [--only id,id] [--show]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Logger, startLogger, waitFor } from './daemon.ts';
import { excerpt } from './excerpt.ts';
import { auditState, recordExecs } from './kernel-audit.ts';
import type { Labels, Skipped } from './labels.ts';
import { describeMachine } from './machine.ts';
import { obstacle, possible } from './preflight.ts';
import { labelOf, unproven } from './proof.ts';
import { type Scenario, WORK } from './scenario.ts';
import { chosen, sets } from './scenarios/index.ts';
import type { SessionResult } from './session.ts';

/** Login uid of the recording: that of the first user of a cloud image, plus one. */
const AUID = 1001;

/** Runs the scenarios in a session of their own. */
function perform(scenarios: readonly Scenario[], results: string): SessionResult {
  const script = join(import.meta.dirname, 'session.ts');
  const ids = scenarios.map(({ id }) => id);
  spawnSync(process.execPath, [script, results, String(AUID), ...ids], { stdio: 'inherit' });
  if (!existsSync(results)) throw new Error('The session ended before its last scenario.');
  return JSON.parse(readFileSync(results, 'utf8')) as SessionResult;
}

/** Records to a directory and returns whether nothing was lost. */
async function record(out: string, scenarios: readonly Scenario[], show: boolean): Promise<boolean> {
  const { run, skipped } = possible(scenarios);
  const scratch = mkdtempSync(join(tmpdir(), 'ldscn-audit-'));
  const restore = recordExecs();
  let logger: Logger | undefined;
  try {
    logger = await startLogger(scratch);
    const lost = auditState()['lost'] ?? 0;
    const since = String(Math.floor(Date.now() / 1000));
    const { session, outcomes } = perform(run, join(scratch, 'results.json'));
    const last = outcomes.findLast((one) => !one.skipped);
    if (last) await waitFor(logger.log, `ldscn-${last.id}-end`, 120);
    if (show) for (const { id, output } of outcomes) console.log(`== ${id}\n${output}`);
    const byId = new Map(outcomes.map((one) => [one.id, one]));
    const failed: Skipped[] = run.flatMap((scenario) => {
      const outcome = byId.get(scenario.id);
      const why = outcome ? unproven(scenario, outcome) : 'was not run';
      return why ? [{ id: scenario.id, why }] : [];
    });
    const good = run.filter(({ id }) => !failed.some((one) => one.id === id));
    const labels: Labels = {
      auid: AUID,
      recorded_on: describeMachine(),
      scenarios: good.map(labelOf),
      skipped: [...skipped, ...failed],
    };
    mkdirSync(out, { recursive: true });
    const wanted = new Set(good.map(({ id }) => id));
    const events = await excerpt(logger.log, join(out, 'audit.log'), session, since, wanted);
    writeFileSync(join(out, 'labels.json'), `${JSON.stringify(labels, null, 1)}\n`);
    const gone = (auditState()['lost'] ?? 0) - lost;
    for (const { id, why } of labels.skipped ?? []) console.log(`skipped ${id}: ${why}`);
    const losses = gone ? `the kernel LOST ${gone} events: record again` : 'the kernel lost none';
    console.log(`${good.length} scenarios, ${events} events in ${out}; ${losses}.`);
    return gone === 0;
  } finally {
    restore();
    await logger?.stop();
    rmSync(scratch, { recursive: true, force: true });
    rmSync(WORK, { recursive: true, force: true });
  }
}

// The scenarios get the interrupt too and end; this process has to live on to take the rules away.
process.on('SIGINT', () => {});

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    set: { type: 'string', default: 'base,disguises' },
    only: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});
const usage = `node test/corpus/record.ts --out DIR [--set ${Object.keys(sets).join(',')}] [--only id,id] [--show]`;
const problem = values.out ? obstacle() : `usage: ${usage}`;
try {
  if (problem || !values.out) throw new Error(problem);
  const whole = await record(resolve(values.out), chosen(values.set, values.only), values.show);
  process.exitCode = whole ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
