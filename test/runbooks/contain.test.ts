/** The runbook `contain` over stand-ins of the runbooks that it starts: which are started in which case, and how it ends. */
import { describe, expect, it } from 'vitest';
import { contain } from '../../cdk/runbooks/contain.ts';
import { type AutomationDocument, documentOf, runbook } from '../../cdk/runbooks/runbook.ts';
import { call } from '../../cdk/runbooks/steps.ts';
import { documentName } from '../../shared/response/actions/action.ts';
import { CONTAIN_STEPS } from '../../shared/response/actions/contain.ts';
import { ACTIONS } from '../../shared/response/actions/registry.ts';
import { startOf } from '../../shared/response/automation.ts';
import { decisionId } from '../../shared/response/decision-id.ts';
import { planOf } from '../../shared/response/plan.ts';
import { targetOf } from '../../shared/response/target.ts';
import { incidentOf } from '../response/policy/cases.ts';
import { Automation } from './automation.ts';

const ROLE = 'arn:aws:iam::111122223333:role/runbook';
type Child = (typeof CONTAIN_STEPS)[number];

/** With the parameters of the real one, and one call that names it. */
function standIn(name: Child): AutomationDocument {
  const step = call('work', { Service: 'ssm', Api: name });
  return documentOf(runbook(ACTIONS[name], [{ ...step, maxAttempts: 1 }], []), ROLE);
}

const DOCUMENTS = new Map<string, AutomationDocument>([
  [documentName('ldwatch', 'contain'), documentOf(contain('ldwatch'), ROLE)],
  ...CONTAIN_STEPS.map((name) => [documentName('ldwatch', name), standIn(name)] as const),
]);

/** As the containing function starts it. */
function parameters(): Readonly<Record<string, string>> {
  const { id, gravest } = incidentOf();
  const target = targetOf(gravest);
  if (target === null) throw new Error('no target');
  const plan = planOf(gravest, target, { dryRun: false, doubts: [] });
  const wanted = { incident: id, decision: decisionId(['a']), plan, logGroup: gravest.origin.logGroup };
  return startOf('contain', wanted).parameters;
}

async function run(failing: readonly Child[]) {
  const automation = new Automation(DOCUMENTS, async ({ api }) =>
    failing.some((name) => name === api) ? { error: 'refused' } : { ok: {} },
  );
  const { status } = await automation.run(documentName('ldwatch', 'contain'), parameters());
  return { status, started: automation.calls.map(({ api }) => api) };
}

describe('the runbook contain', () => {
  it('collects evidence, stops the process, and then cuts the instance off', async () => {
    expect(await run([])).toEqual({ status: 'Success', started: CONTAIN_STEPS });
  });

  it.each([[['collect-evidence']], [['stop-process']], [['collect-evidence', 'stop-process']]] as const)(
    'cuts it off all the same where %j failed',
    async (failing) => {
      expect(await run(failing)).toEqual({ status: 'Success', started: CONTAIN_STEPS });
    },
  );

  it('fails where the instance could not be cut off', async () => {
    expect(await run(['contain-instance'])).toEqual({ status: 'Failed', started: CONTAIN_STEPS });
  });

  it('takes the parameters that it is started with, and hands on what its runbooks take', () => {
    const { parameters: taken } = ACTIONS.contain;
    for (const [name, value] of Object.entries(parameters()))
      expect(value).toMatch(new RegExp(taken[name]?.pattern ?? '^$'));
  });
});
