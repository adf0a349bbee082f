import { describe, expect, it } from 'vitest';
import { failuresOf, messagesOf } from '../../shared/telemetry/sqs-batch.ts';

describe('messagesOf', () => {
  it('gives each message with how often it was delivered', () => {
    const Records = [
      { messageId: 'a', body: 'x', attributes: { ApproximateReceiveCount: '3', SentTimestamp: '0' } },
      { messageId: 'b', body: 'y', attributes: {} },
      { messageId: 'c', body: 'z' },
    ];

    expect(messagesOf({ Records })).toEqual([
      { messageId: 'a', body: 'x', attempt: 3 },
      { messageId: 'b', body: 'y', attempt: 1 },
      { messageId: 'c', body: 'z', attempt: 1 },
    ]);
  });

  it.each([[null], [{}], [{ Records: [{ messageId: 'a' }] }]])(
    'throws where it was not SQS that called: %j',
    (event) => {
      expect(() => messagesOf(event)).toThrow();
    },
  );
});

describe('failuresOf', () => {
  it('names what has to come again, in the words of the service', () => {
    expect(failuresOf(['a', 'b'])).toEqual({
      batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }],
    });
    expect(failuresOf([])).toEqual({ batchItemFailures: [] });
  });
});
