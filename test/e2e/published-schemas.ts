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
import { hostileIncident } from '../alert/ocsf-hostile.ts';
import { previewCases } from '../alert/preview-cases.ts';
import { ACCOUNT, arnOf, REGION } from './account.ts';
import { run } from './child.ts';

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
  return [alertMessage(incident, { buttons: true }), ...updates];
}

/** The outcome of one program: what it is about and how it ended, and what it complains of. */
export interface Published {
  readonly what: string;
  readonly problems: readonly string[];
}

/** Bodies of the topic's messages that no host caused: of every case, and of hostile incidents. */
export function madeUpBodies(): string[] {
  const hostile = fc.sample(hostileIncident, { numRuns: HOSTILE });
  const cases = previewCases().flatMap(({ generations }) => generations);
  return [...cases, ...hostile].map((incident) => topicMessage(incident).body);
}

/**
 * @param programs - directory of the Python environment's programs
 * @param bodies - of the topic's messages
 */
export async function publishedComplaints(programs: string, bodies: readonly string[]): Promise<Published[]> {
  const alerts = bodies.map(alertMessageOf);
  const complaints = async (what: string, script: string, lines: readonly string[]): Promise<Published> => {
    const path = fileURLToPath(new URL(`../alert/${script}`, import.meta.url));
    const { status, output } = await run(join(programs, 'python'), [path], {
      input: lines.map((line) => `${line}\n`).join(''),
    });
    const said = output.trim().split('\n');
    return { what: `${what}: ${said.at(-1)}`, problems: status === 0 ? [] : said };
  };
  const asLines = (values: readonly object[]) => values.map((value) => JSON.stringify(value));
  return Promise.all([
    complaints('findings are OCSF', 'ocsf_check.py', bodies),
    complaints('calls are what AWS takes', 'aws_input_check.py', asLines(alerts.flatMap(callsFor))),
    complaints("messages are Slack's Block Kit", 'slack_check.py', asLines(alerts.flatMap(messagesFor))),
  ]);
}
