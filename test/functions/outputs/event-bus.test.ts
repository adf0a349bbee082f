import { describe, expect, it } from 'vitest';
import { putEvent } from '../../../functions/event-bus/put-event.ts';
import type { BusEvent } from '../../../shared/alert/bus-event.ts';
import { deliverAlerts } from '../../../shared/aws/alert-queue.ts';
import type { EventBus } from '../../../shared/aws/event-bus.ts';
import { incidentOfCase } from '../../alert/ocsf-cases.ts';
import { FAULT_KINDS, Faults } from '../../faults/faults.ts';
import { again, alertsOf } from './sqs-event.ts';

class FakeBus implements EventBus {
  readonly events: BusEvent[] = [];
  readonly faults: Faults;

  constructor(faults = new Faults()) {
    this.faults = faults;
  }

  async put(event: BusEvent): Promise<void> {
    await this.faults.fate('PutEvents', async () => void this.events.push(event));
  }

  uids(): string[] {
    return this.events.map(({ detail }) => JSON.parse(detail).metadata.uid);
  }
}

function deliverTo(bus: EventBus, event: unknown) {
  return deliverAlerts(event, { output: putEvent(bus, 'aws'), log: () => undefined, now: () => 0 });
}

describe('event-bus', () => {
  it('puts each alert as it is on the topic', async () => {
    const bus = new FakeBus();
    const event = alertsOf(incidentOfCase('execute'), incidentOfCase('fleet'));
    expect(await deliverTo(bus, event)).toEqual(again());
    expect(bus.events.map(({ detail }) => detail)).toEqual(event.Records.map(({ body }) => body));
  });

  it.each(FAULT_KINDS)('loses none whose call %s; told twice, it has the same id', async (kind) => {
    const bus = new FakeBus(new Faults([{ at: 1, kind }]));
    const event = alertsOf(incidentOfCase('execute'));
    const answer = await deliverTo(bus, event);
    if (!bus.faults.revive()) expect(answer).toEqual(again('0'));
    expect(await deliverTo(bus, event)).toEqual(again());
    expect(new Set(bus.uids())).toEqual(new Set([`${incidentOfCase('execute').id}-1`]));
    expect(bus.events.length).toBe(kind === 'refused' || kind === 'dies-before' ? 1 : 2);
  });
});
