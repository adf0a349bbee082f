/** What happens in the account, in order: recordings in, alerts out, the same again, and what is no recording at all. */
import { readLines } from '../corpus/recordings.ts';
import { type Alert, alertOf } from './alert.ts';
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
import { MessageQueue } from './message-queue.ts';
import { latestOf, notLatest, notOnceEach, withNews, wrongOrder } from './output-comparisons.ts';
import type { Receivers } from './receivers.ts';
import type { Report } from './report.ts';
import type { Services } from './services.ts';

/** What the scenario plays in. */
export interface Stage {
  readonly report: Report;
  readonly emulator: Emulator;
  readonly services: Services;
  readonly deployment: Deployment;
  readonly functions: readonly DeployedFunction[];
  readonly receivers: Receivers;
  readonly random: () => number;
}

/** Every output against what was published. */
async function checkOutputs(report: Report, receivers: Receivers, alerts: readonly Alert[]): Promise<void> {
  const imported = receivers.imported();
  report.check('Security Hub: each alert is filed once', notOnceEach(imported, alerts));
  report.check('Security Hub: the latest is what stays', wrongOrder(imported));
  const filed = (await receivers.filed()).map((incident) => ({ incident, generation: 1 }));
  const incidents = latestOf(alerts).map(({ incident }) => ({ incident, generation: 1 }));
  report.check('Security Hub: one finding for an incident', notOnceEach(filed, incidents));
  report.check(
    'event bus: each alert comes through a rule once',
    notOnceEach(await receivers.events(), alerts),
  );
  report.check('chat: none twice, the latest of each', notLatest(await receivers.notifications(), alerts));
  report.check(
    'Slack: one thread for an incident, which shows the latest',
    notOnceEach(receivers.messages('first'), latestOf(alerts)),
  );
  report.check(
    'Slack: what is new is said once in the thread',
    notOnceEach(receivers.messages('update'), withNews(alerts)),
  );
}

/**
 * Plays it, and checks what comes of it.
 *
 * @returns what was published to the topic
 */
export async function play(stage: Stage): Promise<string[]> {
  const { report, emulator, services, deployment, functions, receivers, random } = stage;
  const { table, workQueues, alertTopicArn } = deployment;
  const detect = functions.find(({ appId }) => appId === 'ldwatch-detect');
  if (detect === undefined) throw new Error('no function calls itself ldwatch-detect');
  let shipped = 0;
  const rest = () => atRest(emulator, services, { table, queues: workQueues, detect }, shipped);
  const lines = movedTo(Date.now(), readLines('recorded'));
  const expected = expectedOf(lines);
  const subscriber = await MessageQueue.subscribedTo(alertTopicArn, 'ldwatch-e2e-alerts', services);

  const before = await report.step('Hosts ship their logs', async () => {
    shipped += await shipAll(services, lines, random);
    await rest();
    const alerts = (await subscriber.drain()).map(alertOf);
    const stored = await storedIncidents(services, table);
    report.say(`  ${alerts.length} alerts of ${stored.length} incidents`);
    report.check('the incidents are those that the detector finds', wronglyTold(alerts, expected));
    report.check('each generation is told once', toldTwice(alerts));
    report.check('the latest generation of each is told', neverTold(alerts, stored));
    report.check('alerts carry their attributes', wrongAttributes(alerts));
    report.check('every execution and host is counted once', wrongCounts(stored, expected));
    report.check('incidents are as grave as the detector says', wrongSeverity(stored, expected));
    await checkOutputs(report, receivers, alerts);
    return { stored, alerts };
  });

  await report.step('The same again, cut elsewhere', async () => {
    shipped += await shipAll(services, lines, random);
    await rest();
    const again = (await subscriber.drain()).map(alertOf);
    report.check(
      'nothing is told again',
      again.map(({ words, incident }) => `${words} (${incident})`),
    );
    const outputs = [...(await receivers.events()), ...(await receivers.notifications())];
    report.check('no output tells anything again', notOnceEach(outputs, []));
    report.check('Security Hub: nothing is filed again', notOnceEach(receivers.imported(), before.alerts));
    report.check('nothing is counted again', changed(before.stored, await storedIncidents(services, table)));
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
    const told = (await subscriber.drain()).map((body) => alertOf(body).words);
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
  return before.alerts.map(({ body }) => body);
}
