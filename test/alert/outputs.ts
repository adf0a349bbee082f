/** Every form that an incident is told in. A new output is one line here, and the preview shows it. */
import type { Html } from '../../cli/page/html.ts';
import { alertMessageOf } from '../../shared/alert/alert-message.ts';
import { asffFinding } from '../../shared/alert/asff.ts';
import { busEvent } from '../../shared/alert/bus-event.ts';
import { chatNotification } from '../../shared/alert/chat-notification.ts';
import { ocsfDetectionFinding } from '../../shared/alert/ocsf.ts';
import { updateAlone } from '../../shared/alert/slack/update-message.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { Generations } from './recorded-incidents.ts';
import { slackPost, slackThread } from './slack/drawn/thread.ts';

/** As text; JSON is indented. */
interface WrittenOutput {
  readonly name: string;
  readonly written: (incident: Incident) => string;
}

/** As it looks where it arrives. */
interface DrawnOutput {
  readonly name: string;
  /** Of all generations so far; null where the form has nothing to say of it. `scope` begins every id. */
  readonly drawn: (generations: Generations, scope: string) => Html | null;
}

/** One form. */
export type Output = WrittenOutput | DrawnOutput;

const PRODUCT = {
  arn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
  partition: 'aws',
  account: '111122223333',
};

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** In the order in which they are shown. */
export const OUTPUTS: readonly Output[] = [
  { name: 'Slack', drawn: slackThread },
  {
    name: 'Slack through a webhook, after the first alert',
    drawn: (generations, scope) => {
      const latest = generations.at(-1) ?? generations[0];
      return latest.generation > 1 ? slackPost(updateAlone(latest), latest, scope) : null;
    },
  },
  { name: 'Subject', written: (incident) => topicMessage(incident).subject },
  { name: 'Attributes', written: (incident) => indented(topicMessage(incident).attributes) },
  { name: 'E-mail', written: (incident) => topicMessage(incident).email },
  {
    name: 'Custom notification of Amazon Q Developer',
    written: (incident) =>
      indented(chatNotification(incident, `${incident.id}-${incident.generation}`, 'aws')),
  },
  { name: 'Security Hub finding', written: (incident) => indented(asffFinding(incident, PRODUCT)) },
  {
    name: 'EventBridge event',
    written: (incident) => {
      const { detail, ...event } = busEvent(alertMessageOf(topicMessage(incident).body), 'aws');
      return indented({ ...event, detail: JSON.parse(detail) as unknown });
    },
  },
  { name: 'OCSF Detection Finding', written: (incident) => indented(ocsfDetectionFinding(incident)) },
];
