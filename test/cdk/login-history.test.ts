import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const byDefault = new Pipeline();

describe('login histories', () => {
  it('are looked for a while after new and graver alerts, and after no others', () => {
    const queue = byDefault.only('AWS::SQS::Queue', 'LoginHistoryAlertsQueue').resource.Properties;
    expect(queue).toMatchObject({ DelaySeconds: 90, VisibilityTimeout: 180 });
    byDefault.template.hasResourceProperties('AWS::SNS::Subscription', {
      Endpoint: byDefault.arn('AWS::SQS::Queue', 'LoginHistoryAlertsQueue'),
      FilterPolicy: { tells: ['alert'] },
      RawMessageDelivery: true,
    });
  });

  it('are looked for one at a time, by few instances', () => {
    byDefault.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: byDefault.arn('AWS::SQS::Queue', 'LoginHistoryAlertsQueue'),
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  it('have an alarm for those that were given up', () => {
    byDefault.only('AWS::CloudWatch::Alarm', 'AlarmsLoginHistoryFailed');
  });

  it('are not there where nobody wants them', () => {
    const without = new Pipeline({ loginHistory: false });
    expect(JSON.stringify(without.template.toJSON())).not.toContain('LoginHistory');
  });

  it('are in nobody’s mail: a mail has no thread', () => {
    const mails = Object.values(new Pipeline(EVERYTHING).all('AWS::SNS::Subscription'))
      .filter(({ Properties }) => Properties['Protocol'] === 'email')
      .map(({ Properties }) => Properties['FilterPolicy']);
    expect(mails).toEqual([
      { tells: ['alert', 'update'] },
      { severity: ['high', 'critical'], tells: ['alert', 'update'] },
    ]);
  });
});
