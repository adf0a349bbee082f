import { describe, expect, it } from 'vitest';
import { notifyChat } from '../../../functions/chat/notify-chat.ts';
import type { ChatNotification } from '../../../shared/alert/chat-notification.ts';
import { deliverAlerts } from '../../../shared/aws/alert-queue.ts';
import type { ChatTopic } from '../../../shared/aws/chat-topic.ts';
import type { Destination, ToldMarks } from '../../../shared/aws/told-marks.ts';
import type { IncidentId } from '../../../shared/incident/incident.ts';
import { incidentOfCase } from '../../alert/ocsf-cases.ts';
import { FAULT_KINDS, type Fault, Faults } from '../../faults/faults.ts';
import { again, alertsOf } from './sqs-event.ts';

const INCIDENT = incidentOfCase('execute');
const GENERATIONS = [1, 2, 3].map((generation) => ({ ...INCIDENT, generation }));

/** Topic and marks whose every call can fail. */
class Fakes implements ChatTopic, ToldMarks {
  readonly told: string[] = [];
  readonly faults: Faults;
  private readonly marks = new Map<string, number>();

  constructor(planned: readonly Fault[] = []) {
    this.faults = new Faults(planned);
  }

  async notify({ id }: ChatNotification): Promise<void> {
    await this.faults.fate('Publish', async () => void this.told.push(id));
  }

  async toldTo(id: IncidentId, destination: Destination): Promise<number> {
    return this.faults.fate('GetItem', async () => this.marks.get(`${id} ${destination}`) ?? 0);
  }

  async mark(id: IncidentId, destination: Destination, generation: number): Promise<void> {
    const key = `${id} ${destination}`;
    await this.faults.fate('UpdateItem', async () => {
      this.marks.set(key, Math.max(generation, this.marks.get(key) ?? 0));
    });
  }
}

function deliverTo(fakes: Fakes, event: unknown) {
  const output = notifyChat({ topic: fakes, marks: fakes, partition: 'aws' });
  return deliverAlerts(event, { output, log: () => undefined, now: () => 0 });
}

/** Until SQS has nothing left that has to come again. */
async function deliverUntilDone(fakes: Fakes, event: ReturnType<typeof alertsOf>): Promise<void> {
  let { Records } = event;
  for (let tries = 0; Records.length > 0 && tries < 10; tries++) {
    const { batchItemFailures } = await deliverTo(fakes, { Records });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    if (!fakes.faults.revive()) Records = Records.filter(({ messageId }) => failed.has(messageId));
  }
  expect(Records).toEqual([]);
}

describe('chat', () => {
  it('tells each generation once, however often it comes', async () => {
    const fakes = new Fakes();
    for (const incident of GENERATIONS) {
      expect(await deliverTo(fakes, alertsOf(incident, incident))).toEqual(again());
      expect(await deliverTo(fakes, alertsOf(incident))).toEqual(again());
    }
    expect(fakes.told).toEqual([1, 2, 3].map((generation) => `${INCIDENT.id}-${generation}`));
  });

  it('does not tell an older one after a newer', async () => {
    const fakes = new Fakes();
    await deliverTo(fakes, alertsOf(...GENERATIONS.toReversed()));
    expect(fakes.told).toEqual([`${INCIDENT.id}-3`]);
  });

  it('tells other incidents by themselves', async () => {
    const fakes = new Fakes();
    const other = incidentOfCase('stage');
    await deliverTo(fakes, alertsOf(INCIDENT, other));
    expect(fakes.told).toEqual([`${INCIDENT.id}-1`, `${other.id}-1`]);
  });

  it.each(FAULT_KINDS)(
    'loses nothing where any call %s, and doubles only what was told and not marked',
    async (kind) => {
      for (let at = 1; at <= 9; at++) {
        const fakes = new Fakes([{ at, kind }]);
        await deliverUntilDone(fakes, alertsOf(...GENERATIONS));
        const ids = GENERATIONS.map(({ generation }) => `${INCIDENT.id}-${generation}`);
        expect(fakes.told.at(-1)).toBe(ids.at(-1));
        const [{ call, kind: struck } = { call: '', kind: '' }] = fakes.faults.struck;
        const doubled = fakes.told.length - new Set(fakes.told).size;
        // The one gap: the process dies, or does not hear, between telling and marking.
        const inGap =
          (call === 'Publish' && (struck === 'dies-after' || struck === 'answer-lost')) ||
          (call === 'UpdateItem' && (struck === 'dies-before' || struck === 'refused'));
        if (!inGap) expect(doubled).toBe(0);
        expect(doubled).toBeLessThanOrEqual(1);
      }
    },
  );
});
