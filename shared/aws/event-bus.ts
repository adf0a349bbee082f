/** An event bus: a port that tests can stand in for, and EventBridge behind it. */
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../alert/bus-event.ts';

/** An event that EventBridge did not take, with what it says of it. */
export class EventRefusedError extends Error {
  override readonly name = 'EventRefusedError';
}

/** Takes events. */
export interface EventBus {
  /** @throws Error where it was not taken */
  put(event: BusEvent): Promise<void>;
}

/** A bus of EventBridge. */
export class EventBridgeBus implements EventBus {
  private readonly client: Pick<EventBridgeClient, 'send'>;
  private readonly arn: string;

  constructor(client: Pick<EventBridgeClient, 'send'>, arn: string) {
    this.client = client;
    this.arn = arn;
  }

  async put({ source, detailType, detail, resources }: BusEvent): Promise<void> {
    const entry = {
      EventBusName: this.arn,
      Source: source,
      DetailType: detailType,
      Detail: detail,
      Resources: [...resources],
    };
    const { FailedEntryCount = 0, Entries = [] } = await this.client.send(
      new PutEventsCommand({ Entries: [entry] }),
    );
    // The call succeeds where its entries don't (API reference, "PutEvents").
    if (FailedEntryCount === 0) return;
    const [refused] = Entries;
    throw new EventRefusedError(
      `EventBridge refused the event with ${refused?.ErrorCode ?? 'no code'}: ${refused?.ErrorMessage ?? 'no message'}`,
    );
  }
}
