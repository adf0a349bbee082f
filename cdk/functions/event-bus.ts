/** The function that puts alerts on an event bus, and the bus where it is to be the stack's own. */
import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { EventBusConfig } from '../config/outputs.ts';
import type { Config } from '../config.ts';
import { AlertOutput } from '../constructs/alert-output.ts';
import type { AlertTopic } from '../constructs/alert-topic.ts';

/** What it works with. */
export interface EventBusOutputProps {
  readonly config: Config;
  readonly topic: AlertTopic;
  readonly eventBus: EventBusConfig;
}

/** A bus as an output. */
export class EventBusOutput extends AlertOutput {
  readonly busArn: string;

  constructor(scope: Construct, id: string, { config, topic, eventBus }: EventBusOutputProps) {
    const busArn =
      eventBus.bus === 'own'
        ? new EventBus(scope, `${id}Bus`, {
            eventBusName: Stack.of(scope).stackName,
            description: 'Incidents of ldwatch',
          }).eventBusArn
        : eventBus.bus;
    super(scope, id, {
      config,
      topic,
      from: eventBus.from,
      name: 'event-bus',
      description: 'Puts alerts on an event bus',
      environment: { EVENT_BUS_ARN: busArn },
      statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [busArn] })],
    });
    this.busArn = busArn;
  }
}
