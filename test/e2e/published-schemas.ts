/**
 * Every output against what others publish of its format, by programs that know nothing of ours: OCSF's schemas and Prowler's
 * models of them, Slack's own SDK for Python, the models of AWS's services that botocore has. Held against them are the
 * golden cases, what came out of the topic, and hostile incidents.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { type AlertMessage, alertMessageOf } from '../../shared/alert/alert-message.ts';
import { asffFinding } from '../../shared/alert/asff.ts';
import { busEvent } from '../../shared/alert/bus-event.ts';
import { chatNotification } from '../../shared/alert/chat-notification.ts';
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import { hasNewsForThread, updateAlone, updateMessage } from '../../shared/alert/slack/update-message.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import { productOf } from '../../shared/aws/findings-hub.ts';
import { plainJson } from '../../shared/telemetry/plain-json.ts';
import { ocsfCases } from '../alert/ocsf-cases.ts';
import { hostileIncident } from '../alert/ocsf-hostile.ts';
import { previewCases } from '../alert/preview-cases.ts';
import { ACCOUNT, arnOf, REGION } from './account.ts';
import { run } from './child.ts';
import type { Report } from './report.ts';

const HOSTILE = 300;
const PRODUCT = productOf(`arn:aws:securityhub:${REGION}:${ACCOUNT}:product/${ACCOUNT}/default`);

/** One call to a service of AWS, its parameters as the API names them. */
interface AwsInput {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

/** What the functions behind the topic call for one alert. */
function callsFor({ incident, uid, finding }: AlertMessage): AwsInput[] {
  const { source, detailType, detail, resources } = busEvent({ incident, uid, finding }, 'aws');
  const entry = {
    EventBusName: arnOf('events', 'event-bus/ldwatch'),
    Source: source,
    DetailType: detailType,
    Detail: detail,
    Resources: resources,
  };
  const chat = plainJson(chatNotification(incident, uid, 'aws'));
  return [
    {
      service: 'securityhub',
      operation: 'BatchImportFindings',
      input: { Findings: [asffFinding(incident, PRODUCT)] },
    },
    { service: 'events', operation: 'PutEvents', input: { Entries: [entry] } },
    { service: 'sns', operation: 'Publish', input: { TopicArn: arnOf('sns', 'chat'), Message: chat } },
  ];
}

/** What Slack is told for one alert. */
function messagesFor({ incident }: AlertMessage): object[] {
  const updates = hasNewsForThread(incident)
    ? [updateMessage(incident, 'C0123456789'), updateAlone(incident)]
    : [];
  return [alertMessage(incident), ...updates];
}

/**
 * @param programs - directory of the Python environment's programs
 * @param told - bodies of the topic's messages
 */
export async function checkPublishedSchemas(
  report: Report,
  programs: string,
  told: readonly string[],
): Promise<void> {
  const hostile = fc.sample(hostileIncident, { numRuns: HOSTILE });
  const made = [...previewCases().flatMap(({ generations }) => generations), ...hostile];
  const bodies = [...told, ...made.map((incident) => topicMessage(incident).body)];
  const alerts = bodies.map(alertMessageOf);
  const check = async (what: string, script: string, lines: readonly string[]) => {
    const path = fileURLToPath(new URL(`../alert/${script}`, import.meta.url));
    const { status, output } = await run(join(programs, 'python'), [path], {
      input: lines.map((line) => `${line}\n`).join(''),
    });
    const said = output.trim().split('\n');
    report.check(`${what}: ${said.at(-1)}`, status === 0 ? [] : said);
  };
  const golden = ocsfCases().map(({ ocsf }) => JSON.stringify(ocsf));
  await Promise.all([
    check('findings are OCSF', 'ocsf_check.py', [...golden, ...bodies]),
    check(
      'calls are as the models of AWS have them',
      'aws_input_check.py',
      alerts.flatMap(callsFor).map((call) => JSON.stringify(call)),
    ),
    check(
      "messages are Slack's Block Kit",
      'slack_check.py',
      alerts.flatMap(messagesFor).map((message) => JSON.stringify(message)),
    ),
  ]);
}
