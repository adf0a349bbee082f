/** When the pipeline itself is in trouble. Incidents are none of these: they go to the topic of alerts. */
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';

const period = Duration.minutes(5);

/** A count that functions write into their logs (shared/aws/metric-line.ts), of all stacks of the account together. */
function counted(metricName: string): Metric {
  return new Metric({ namespace: 'ldwatch', metricName, period, statistic: 'Sum' });
}

/** What is watched. */
export interface Watched {
  readonly detect: PipelineFunction;
  readonly publish: PipelineFunction;
  /** Null where there are no buttons in Slack. */
  readonly slackActions: PipelineFunction | null;
  /** Whether anything is contained. */
  readonly contains: boolean;
  readonly settleQueue: IQueue;
  /** By the name of their output. */
  readonly deadLetters: Readonly<Record<string, IQueue>>;
}

/** Alarms, each with a description that says what to do. */
export class Alarms extends Construct {
  private readonly action: SnsAction | null;

  /** @param topicArn - who is told; null for nobody */
  constructor(scope: Construct, id: string, watched: Watched, topicArn: string | null) {
    super(scope, id);
    this.action = topicArn === null ? null : new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn));
    const { detect, publish, slackActions, contains, settleQueue, deadLetters } = watched;
    for (const [name, queue] of Object.entries(deadLetters))
      this.add(name, {
        alarmDescription: `Something lies in ${name}: find out why, then put it back with \`ldwatch redrive\``,
        metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
        threshold: 0,
      });
    this.add('DetectErrors', {
      alarmDescription: 'Detection fails again and again: its log says why',
      metric: detect.lambda.metricErrors({ period }),
      threshold: 0,
      // One failed call is tried again by whoever made it.
      evaluationPeriods: 3,
    });
    this.add('DetectLosses', {
      alarmDescription:
        'Lambda could not keep a payload that failed: it is lost here, and only the log group has it',
      metric: detect.lambda.metric('DeadLetterErrors', { period, statistic: 'Sum' }),
      threshold: 0,
    });
    this.add('PayloadsUnreadable', {
      alarmDescription:
        'What CloudWatch Logs delivered could not be read: the log of the detecting function says why',
      metric: counted('UnusablePayloads'),
      threshold: 0,
    });
    this.add('LogsUnread', {
      alarmDescription:
        'The log around an execution could not be read, to judge it or to tell what the same login did: the log of the settling function, or of the one that tells, says why',
      metric: counted('Unread'),
      threshold: 0,
    });
    this.add('UntoldFor', {
      alarmDescription: 'Incidents wait to be published: see the log of the publishing function',
      metric: publish.lambda.metric('IteratorAge', { period, statistic: 'Maximum' }),
      // Milliseconds.
      threshold: Duration.minutes(10).toMilliseconds(),
    });
    if (slackActions !== null) {
      this.add('SlackActionFailures', {
        alarmDescription:
          'A button in Slack could not do what it is for: the log of the function behind them says why',
        metric: counted('SlackActionFailures'),
        threshold: 0,
      });
      this.add('SlackActionThrottles', {
        alarmDescription:
          'So many call the address behind the buttons in Slack that some are turned away: decide with `ldwatch` meanwhile',
        metric: slackActions.lambda.metricThrottles({ period }),
        threshold: 0,
      });
    }
    if (contains) {
      this.add('ContainmentFailed', {
        alarmDescription:
          'A containment or a release did not end well: its incident says how, and what is left to do by hand',
        metric: counted('ContainmentFailed'),
        threshold: 0,
      });
      this.add('ContainmentStuck', {
        alarmDescription:
          'An automation has been at a containment or a release for two hours: see in Systems Manager what it waits for',
        metric: counted('ContainmentStuck'),
        threshold: 0,
      });
    }
    this.add('UnsettledFor', {
      alarmDescription: 'Executions wait to be judged: see the log of the settling function',
      metric: settleQueue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      // Seconds: longer than a message is tried before it is put aside.
      threshold: Duration.minutes(30).toSeconds(),
    });
  }

  private add(
    id: string,
    props: Omit<AlarmProps, 'evaluationPeriods'> & { evaluationPeriods?: number },
  ): void {
    const alarm = new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // Queues at rest and functions that nobody calls measure nothing.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      evaluationPeriods: 1,
      ...props,
    });
    if (this.action !== null) alarm.addAlarmAction(this.action);
  }
}
