import { describe, expect, it } from 'vitest';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import { deliverAlerts } from '../../shared/aws/alert-queue.ts';
import { incidentOfCase } from '../alert/ocsf-cases.ts';
import { again, sqsEvent } from '../functions/outputs/sqs-event.ts';

const { body } = topicMessage(incidentOfCase('execute'));

describe('deliverAlerts', () => {
  it.each(['no JSON', '{}', '{"Type":"Notification","Message":"{}"}'])(
    'has what is no alert come again, says so, and hands on the others: %s',
    async (other) => {
      const lines: string[] = [];
      const delivered: string[] = [];
      const output = { name: 'Test', deliver: async ({ uid }: { uid: string }) => void delivered.push(uid) };
      const log = (line: string) => void lines.push(line);
      const answer = await deliverAlerts(sqsEvent(other, body), { output, log, now: () => 0 });
      expect(answer).toEqual(again('0'));
      expect(delivered).toHaveLength(1);
      expect(lines[0]).toContain('the message is no');
    },
  );
});
