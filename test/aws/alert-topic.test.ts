import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it, vi } from 'vitest';
import { SnsAlertTopic } from '../../shared/aws/alert-topic.ts';

const ARN = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const MESSAGE = {
  subject: 'ldwatch: high, execute, production, account 111122223333',
  body: '{"class_uid":2004}',
  email: 'High: a program was run through the dynamic loader\n',
  attributes: {
    severity: 'high',
    kind: 'execute',
    environment: 'production',
    account: '111122223333',
    generation: '1',
    incident: 'ad5a466b574b45be5827-24h-abc',
    tells: 'alert',
  },
};

function topicThat(answer: () => Promise<object>) {
  const client = new SNSClient({ region: 'eu-central-1' });
  const send = vi.spyOn(client, 'send').mockImplementation(answer);
  return { topic: new SnsAlertTopic(client, ARN), send };
}

function publishedWith(input: object | undefined) {
  if (input === undefined || !('Message' in input)) throw new Error('nothing was published');
  return { ...input, Message: String(input.Message) };
}

describe('an SNS topic', () => {
  it('gets an alert in one call: a finding, a text for e-mail, and attributes to filter by', async () => {
    const { topic, send } = topicThat(async () => ({ MessageId: '1' }));
    await topic.publish(MESSAGE);
    expect(send).toHaveBeenCalledTimes(1);
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    const { Message, ...input } = publishedWith(send.mock.calls[0]?.[0].input);
    expect(JSON.parse(Message)).toEqual({ default: MESSAGE.body, email: MESSAGE.email });
    expect(input).toEqual({
      TopicArn: ARN,
      Subject: MESSAGE.subject,
      MessageStructure: 'json',
      MessageAttributes: {
        severity: text('high'),
        kind: text('execute'),
        environment: text('production'),
        account: text('111122223333'),
        generation: text('1'),
        incident: text('ad5a466b574b45be5827-24h-abc'),
        tells: text('alert'),
      },
    });
  });

  it('gets no character that a queue behind it would refuse', async () => {
    const { topic, send } = topicThat(async () => ({ MessageId: '1' }));
    await topic.publish({ ...MESSAGE, email: 'a\x7f\ufffe\uffff\ud800b' });
    const { Message } = publishedWith(send.mock.calls[0]?.[0].input);
    expect(Message).not.toMatch(/[\x7f\ufffe\uffff\ud800]/);
    expect(JSON.parse(Message)).toMatchObject({ email: 'a\x7f\ufffe\uffff\ud800b' });
  });

  it('that does not accept it throws: it is tried again', async () => {
    const { topic } = topicThat(async () => Promise.reject(new Error('throttled')));
    await expect(topic.publish(MESSAGE)).rejects.toThrow('throttled');
  });
});
