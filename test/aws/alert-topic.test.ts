import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it, vi } from 'vitest';
import { SnsAlertTopic } from '../../shared/aws/alert-topic.ts';

const ARN = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const ALERT = {
  subject: 'ldwatch: high, execute, account 111122223333',
  body: '{"kind":"execute"}',
  attributes: { severity: 'high', kind: 'execute', account: '111122223333' },
};

function topicThat(answer: () => Promise<object>) {
  const client = new SNSClient({ region: 'eu-central-1' });
  const send = vi.spyOn(client, 'send').mockImplementation(answer);
  return { topic: new SnsAlertTopic(client, ARN), send };
}

describe('SnsAlertTopic', () => {
  it('publishes alerts in one call, with their attributes', async () => {
    const { topic, send } = topicThat(async () => ({ Successful: [{}, {}] }));
    await topic.publish([ALERT, ALERT]);
    expect(send).toHaveBeenCalledTimes(1);
    const input = send.mock.calls[0]?.[0].input;
    expect(input).toMatchObject({
      TopicArn: ARN,
      PublishBatchRequestEntries: [
        {
          Id: '0',
          Subject: ALERT.subject,
          Message: ALERT.body,
          MessageAttributes: {
            severity: { DataType: 'String', StringValue: 'high' },
            kind: { DataType: 'String', StringValue: 'execute' },
            account: { DataType: 'String', StringValue: '111122223333' },
          },
        },
        { Id: '1' },
      ],
    });
  });

  it('throws what SNS throws', async () => {
    const { topic } = topicThat(async () => Promise.reject(new Error('throttled')));
    await expect(topic.publish([ALERT])).rejects.toThrow('throttled');
  });

  it('throws where SNS accepted only some', async () => {
    const refused = { Id: '1', Code: 'InternalError', Message: 'try again', SenderFault: false };
    const { topic } = topicThat(async () => ({ Successful: [{ Id: '0' }], Failed: [refused] }));
    await expect(topic.publish([ALERT, ALERT])).rejects.toThrow(
      'SNS refused 1 of 2 alerts, the first with InternalError: try again',
    );
  });
});
