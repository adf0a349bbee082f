import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const byDefault = new Pipeline();
const everything = new Pipeline(EVERYTHING);
const TWO_WEEKS = 1_209_600;

function queue(pipeline: Pipeline, place: string) {
  return pipeline.only('AWS::SQS::Queue', place).resource.Properties;
}

describe('queues', () => {
  it('are encrypted, refuse what is not TLS, and keep messages as long as SQS can', () => {
    for (const pipeline of [byDefault, everything]) {
      pipeline.template.allResourcesProperties('AWS::SQS::Queue', {
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: TWO_WEEKS,
      });
      const refusing = Object.values(pipeline.all('AWS::SQS::QueuePolicy')).map(({ Properties }) => {
        expect(Properties['PolicyDocument']).toMatchObject({
          Statement: expect.arrayContaining([
            expect.objectContaining({
              Effect: 'Deny',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        });
        return Properties['Queues'];
      });
      expect(refusing).toHaveLength(Object.keys(pipeline.all('AWS::SQS::Queue')).length);
    }
  });

  it('of dead letters are there for every way in and out', () => {
    const places = (pipeline: Pipeline) =>
      Object.keys(pipeline.all('AWS::SQS::Queue'))
        .map((id) => id.slice(0, -8))
        .toSorted();
    const always = [
      'DetectFailed',
      'DetectInboxFailed',
      'DetectInboxQueue',
      'GuardDutyFailed',
      'LoginHistoryAlertsFailed',
      'LoginHistoryAlertsQueue',
      'PublishFailed',
      'SettleWaitingFailed',
      'SettleWaitingQueue',
    ];
    expect(places(byDefault)).toEqual(always);
    const outputs = ['SecurityHub', 'EventBus', 'Chat', 'Slack', 'Contain'].flatMap((name) => [
      `${name}AlertsFailed`,
      `${name}AlertsQueue`,
    ]);
    expect(places(everything)).toEqual([...always, 'KinesisFailed', ...outputs].toSorted());
  });

  it('take the largest call that Lambda keeps', () => {
    for (const place of ['DetectFailed', 'DetectInboxQueue', 'DetectInboxFailed'])
      expect(queue(byDefault, place)).toMatchObject({ MaximumMessageSize: 1_048_576 });
  });
});

describe('the settle queue', () => {
  it('delivers after a while, hides messages for six times the function, and gives up after eight', () => {
    const timeout = byDefault.only('AWS::Lambda::Function', 'SettleFunction').resource.Properties['Timeout'];
    expect(queue(byDefault, 'SettleWaitingQueue')).toMatchObject({
      DelaySeconds: 20,
      VisibilityTimeout: 6 * Number(timeout),
      RedrivePolicy: {
        deadLetterTargetArn: byDefault.arn('AWS::SQS::Queue', 'SettleWaitingFailed'),
        maxReceiveCount: 8,
      },
    });
    expect(queue(everything, 'SettleWaitingQueue')).toMatchObject({ DelaySeconds: 60 });
  });

  it('is worked off by few instances, and a part of a batch may come again', () => {
    byDefault.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: byDefault.arn('AWS::SQS::Queue', 'SettleWaitingQueue'),
      FunctionName: { Ref: byDefault.only('AWS::Lambda::Function', 'SettleFunction').id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 4 },
    });
  });
});

describe('the inbox', () => {
  it.each([
    ['by default', byDefault],
    ['beside a stream', everything],
  ])('calls detection, %s', (_, pipeline) => {
    const timeout = pipeline.only('AWS::Lambda::Function', 'DetectFunction').resource.Properties['Timeout'];
    expect(queue(pipeline, 'DetectInboxQueue')).toMatchObject({
      DelaySeconds: 0,
      VisibilityTimeout: 6 * Number(timeout),
      RedrivePolicy: { deadLetterTargetArn: pipeline.arn('AWS::SQS::Queue', 'DetectInboxFailed') },
    });
    pipeline.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: pipeline.arn('AWS::SQS::Queue', 'DetectInboxQueue'),
      FunctionName: { Ref: pipeline.only('AWS::Lambda::Function', 'DetectFunction').id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});
