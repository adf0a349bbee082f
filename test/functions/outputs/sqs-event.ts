/** What SQS calls a function with. */
import { topicMessage } from '../../../shared/alert/topic-message.ts';
import type { Incident } from '../../../shared/incident/incident.ts';

/** A batch of messages with these bodies, named 0, 1, 2, … */
export function sqsEvent(...bodies: string[]) {
  return {
    Records: bodies.map((body, index) => ({
      messageId: String(index),
      body,
      attributes: { ApproximateReceiveCount: '1' },
    })),
  };
}

/** Alerts as the topic delivers them. */
export function alertsOf(...incidents: Incident[]) {
  return sqsEvent(...incidents.map((incident) => topicMessage(incident).body));
}

/** The answer that these messages have to come again. */
export function again(...ids: string[]) {
  return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
}
