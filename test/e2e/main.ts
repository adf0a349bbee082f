/**
 * The whole of it in an account: deployed by the CDK into an emulator of AWS on this machine, fed with recordings as
 * agents ship them, checked at its outputs and in its permissions, and removed again. Needs Python for the emulator.
 *
 * usage: node test/e2e/main.ts     (LDWATCH_E2E_SEED: how the logs are cut, as an earlier run printed it)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SlackServer } from '../slack/slack-server.ts';
import { Cdk } from './cdk.ts';
import { endChildren, run } from './child.ts';
import { deadLettersOf } from './dead-letters.ts';
import { deployedFunctions } from './deployed-functions.ts';
import { deploymentOf } from './deployment.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { createLogs, LOG_GROUPS } from './hosts.ts';
import { checkLeastPrivilege } from './permissions-table.ts';
import { madeUpBodies, publishedComplaints } from './published-schemas.ts';
import { MissingPython, pythonPrograms } from './python-environment.ts';
import { seeded } from './random.ts';
import { CHANNEL, createSlackSecret, Receivers } from './receivers.ts';
import { Report } from './report.ts';
import { play } from './scenario.ts';
import { Services } from './services.ts';

/** As short a delay as may be configured, every output, and nothing left behind. */
function configOf(slackSecretArn: string) {
  return {
    logGroups: LOG_GROUPS,
    settleDelaySeconds: 20,
    onDestroy: 'delete',
    securityHub: true,
    eventBus: true,
    chatTopic: true,
    slack: { secretArn: slackSecretArn, channel: CHANNEL },
  };
}

type Stacks = ReturnType<Cdk['stacks']>;

async function lint(report: Report, programs: string, stacks: Stacks): Promise<void> {
  const { status, output } = await run(join(programs, 'cfn-lint'), [
    // What depends on a role waits for its policies too: the CDK writes it out, the linter takes it for superfluous.
    '--ignore-checks',
    'W3005',
    '--',
    ...stacks.map(({ template }) => template),
  ]);
  report.check('cfn-lint finds nothing', status === 0 ? [] : output.trim().split('\n'));
}

async function checkGone(report: Report, services: Services, stacks: Stacks): Promise<void> {
  for (const { name: StackName } of stacks) {
    const { status, text } = await services.query('cloudformation', { Action: 'DescribeStacks', StackName });
    const gone = status === 400 || text.includes('DELETE_COMPLETE');
    report.check(`the stack ${StackName} is gone`, gone ? [] : [text]);
  }
  const left = (await deployedFunctions(services)).map(({ name }) => name);
  report.check('no function is left', left);
}

/** What the test runs with. */
interface Surroundings {
  readonly report: Report;
  readonly emulator: Emulator;
  readonly slack: SlackServer;
  readonly directory: string;
  readonly programs: string;
}

async function test({ report, emulator, slack, directory, programs }: Surroundings): Promise<void> {
  const seed = Number(process.env['LDWATCH_E2E_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
  report.say(`  LDWATCH_E2E_SEED=${seed}`);
  const services = new Services(emulator);
  await createLogs(services);
  const cdk = new Cdk(emulator, directory, configOf(await createSlackSecret(services)));
  await report.step('cdk bootstrap', () => cdk.bootstrap());
  const deployment = await report.step('cdk deploy', async () => deploymentOf(await cdk.deploy()));
  const stacks = cdk.stacks();
  const deadLetters = await Promise.all(
    stacks.map(({ name, template }) => deadLettersOf(services, name, template)),
  );
  const functions = await deployedFunctions(services, new Map(deadLetters.flatMap((each) => [...each])));
  const receivers = await Receivers.connected(deployment, { slack, emulator, services });
  // The pipeline has long pauses, in which the hundreds that are made up are looked at.
  const madeUp = publishedComplaints(programs, madeUpBodies());
  const stage = { report, emulator, services, deployment, functions, receivers, random: seeded(seed) };
  const bodies = await play(stage);
  await report.step('What others publish of the formats', async () => {
    const told = await publishedComplaints(programs, bodies);
    for (const { what, problems } of [...(await madeUp), ...told]) report.check(what, problems);
  });
  await report.step('Least privilege', () =>
    checkLeastPrivilege(report, services, functions, emulator.proxy.calls),
  );
  await report.step('Templates', () => lint(report, programs, stacks));
  await report.step('cdk destroy', () => cdk.destroy());
  await checkGone(report, services, stacks);
  services.close();
}

const report = new Report();
const directory = mkdtempSync(join(tmpdir(), 'ldwatch-e2e-'));
let emulator: Emulator | null = null;
let slack: SlackServer | null = null;

async function end(status: number): Promise<never> {
  endChildren();
  await emulator?.stop();
  await slack?.stop();
  if (status === 0) rmSync(directory, { recursive: true, force: true });
  else report.say(`What was deployed, and what the emulator wrote, is in ${directory}`);
  process.exit(status);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(130));
try {
  const programs = await report.step('Python environment', pythonPrograms);
  slack = await SlackServer.start();
  const { api } = slack;
  emulator = await report.step('Emulator', () => startEmulator(join(programs, 'python'), directory, api));
  await test({ report, emulator, slack, directory, programs });
} catch (error) {
  if (error instanceof MissingPython) {
    report.say(`test:e2e ${error.message}`);
    rmSync(directory, { recursive: true });
    process.exit(1);
  }
  report.check('the run goes to its end', [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ]);
}
await end(report.close() ? 0 : 1);
