/** What happens in the account, in order: recordings in, alerts out, the same again, and what is no recording at all. */
import { readLines } from '../corpus/recordings.ts';
import { AlertQueue } from './alert-queue.ts';
import { atRest, messagesIn } from './at-rest.ts';
import { failuresOnBadPayloads } from './bad-payloads.ts';
import {
  changed,
  neverTold,
  toldTwice,
  wrongAttributes,
  wrongCounts,
  wronglyTold,
  wrongSeverity,
} from './comparisons.ts';
import type { DeployedFunction } from './deployed-functions.ts';
import type { Deployment } from './deployment.ts';
import type { Emulator } from './emulator.ts';
import { expectedOf } from './expected.ts';
import { errorsIn, linesLoggedBy } from './function-logs.ts';
import { FINDING_ID, putFindings } from './guardduty-finding.ts';
import { movedTo, shipAll } from './hosts.ts';
import { storedIncidents } from './incident-table.ts';
import type { Report } from './report.ts';
import type { Services } from './services.ts';

/** What the scenario plays in. */
export interface Stage {
  readonly report: Report;
  readonly emulator: Emulator;
  readonly services: Services;
  readonly deployment: Deployment;
  readonly functions: readonly DeployedFunction[];
  readonly random: () => number;
}

/** Plays it, and checks what comes of it. */
export async function play(stage: Stage): Promise<void> {
  const { report, emulator, services, deployment, functions, random } = stage;
  const { table, workQueues, alertTopicArn } = deployment;
  const detect = functions.find(({ appId }) => appId === 'ldwatch-detect');
  if (detect === undefined) throw new Error('no function calls itself ldwatch-detect');
  let shipped = 0;
  const rest = () => atRest(emulator, services, { table, queues: workQueues, detect }, shipped);
  const lines = movedTo(Date.now(), readLines('recorded'));
  const expected = expectedOf(lines);
  const subscriber = await AlertQueue.subscribedTo(alertTopicArn, services);

  const before = await report.step('Hosts ship their logs', async () => {
    shipped += await shipAll(services, lines, random);
    await rest();
    const alerts = await subscriber.drain();
    const stored = await storedIncidents(services, table);
    report.say(`  ${alerts.length} alerts of ${stored.length} incidents`);
    report.check('the incidents are those that the detector finds', wronglyTold(alerts, expected));
    report.check('each generation is told once', toldTwice(alerts));
    report.check('the latest generation of each is told', neverTold(alerts, stored));
    report.check('alerts carry their attributes', wrongAttributes(alerts));
    report.check('every execution and host is counted once', wrongCounts(stored, expected));
    report.check('incidents are as grave as the detector says', wrongSeverity(stored, expected));
    return stored;
  });

  await report.step('The same again, cut elsewhere', async () => {
    shipped += await shipAll(services, lines, random);
    await rest();
    const again = (await subscriber.drain()).map(({ words, incident }) => `${words} (${incident})`);
    report.check('nothing is told again', again);
    report.check('nothing is counted again', changed(before, await storedIncidents(services, table)));
  });

  await report.step('What is no log of executions', async () => {
    await putFindings(services);
    report.check(
      'bad payloads are taken without an error',
      await failuresOnBadPayloads(services, detect.name),
    );
    await rest();
    const reached = (await linesLoggedBy(services, detect)).filter((line) =>
      line.includes('"GuardDutyEvents"'),
    );
    const ours = reached.filter((line) => line.includes(FINDING_ID));
    report.check(
      'a runtime finding of GuardDuty reaches the function',
      ours.length === 1 ? [] : [`${ours.length} times`],
    );
    report.check(
      'other findings do not',
      reached.filter((line) => !line.includes(FINDING_ID)),
    );
    const told = (await subscriber.drain()).map(({ words }) => words);
    report.check('it is told once, of a process that a loader runs', told.length === 1 ? [] : told);
  });

  await report.step('What failed', async () => {
    for (const [name, url] of deployment.failedQueues) {
      const count = await messagesIn(services, url);
      report.check(`${name} is empty`, count === 0 ? [] : [`${count} messages`]);
    }
    for (const deployed of functions)
      report.check(
        `${deployed.appId ?? deployed.name} logs no error`,
        errorsIn(await linesLoggedBy(services, deployed)),
      );
  });
}
