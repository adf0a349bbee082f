/**
 * Models of the order in which three other systems record and tell, as found in their sources (2026): small, but with
 * the same calls in the same order. They show that the harness can fail, and what each order costs.
 */
import type { MakeSubject, Outcome, Subject } from './harness.ts';

interface Row {
  count: number;
  told: boolean;
}

/** Every delivery brings the same finding of one behaviour: one incident, to be told once. */
const BEHAVIOUR = 'behaviour';

function outcomeOf(rows: ReadonlyMap<string, Row>, told: readonly string[]): Outcome {
  return {
    incidents: new Map([...rows].map(([id, { count }]) => [id, count])),
    generations: new Map([...rows.keys()].map((id) => [id, 1])),
    told: told.map((what) => ({ what, text: what })),
  };
}

/**
 * airbnb/streamalert (rule processor and alert merger): each alert gets a random id, a failed write to DynamoDB is
 * logged and dropped, a poller sends what it finds and deletes it.
 */
export const streamAlert: MakeSubject = async ({ fate }) => {
  const alerts = new Map<string, Row>();
  const told: string[] = [];
  let random = 0;
  const subject: Subject = {
    deliver: async () => {
      const id = `alert-${++random}`;
      try {
        await fate('PutItem', async () => void alerts.set(id, { count: 1, told: false }));
      } catch {
        // "Failed to store alert", and on.
      }
    },
    work: async () => {
      const next = [...alerts].find(([, { told: done }]) => !done);
      if (next === undefined) return false;
      await fate('Send', async () => void told.push(BEHAVIOUR));
      await fate('DeleteItem', async () => void alerts.set(next[0], { ...next[1], told: true }));
      return true;
    },
    restart: () => undefined,
    outcome: async () => {
      const count = alerts.size;
      return outcomeOf(new Map([[BEHAVIOUR, { count, told: true }]]), told);
    },
  };
  return subject;
};

/**
 * panther-labs/panther (alert forwarder): one conditional update decides whether an alert is new, adds to its count
 * with ADD, and what could not be queued for delivery is only logged.
 */
export const panther: MakeSubject = async ({ fate }) => {
  const rows = new Map<string, Row>();
  const queue: string[] = [];
  const told: string[] = [];
  const subject: Subject = {
    deliver: async () => {
      const isNew = await fate('UpdateItem', async () => {
        const row = rows.get(BEHAVIOUR);
        rows.set(BEHAVIOUR, { count: (row?.count ?? 0) + 1, told: true });
        return row === undefined;
      });
      if (!isNew) return;
      try {
        await fate('SendMessage', async () => void queue.push(BEHAVIOUR));
      } catch {
        // "failed to queue alert", and on.
      }
    },
    work: async () => {
      const [next] = queue;
      if (next === undefined) return false;
      await fate('Send', async () => void told.push(next));
      await fate('DeleteMessage', async () => void queue.shift());
      return true;
    },
    restart: () => undefined,
    outcome: async () => outcomeOf(rows, told),
  };
  return subject;
};

/** matanolabs/matano (alert writer and Slack sender): posts, then writes the message's id. */
export const matano: MakeSubject = async ({ fate }) => {
  const rows = new Map<string, Row>();
  const told: string[] = [];
  const subject: Subject = {
    deliver: async (index) => {
      const row = await fate('GetItem', async () => rows.get(BEHAVIOUR));
      if (row === undefined) await fate('Post', async () => void told.push(BEHAVIOUR));
      await fate('UpdateItem', async () => {
        const before = rows.get(BEHAVIOUR)?.count ?? 0;
        rows.set(BEHAVIOUR, { count: Math.max(before, index + 1), told: true });
      });
    },
    work: async () => false,
    restart: () => undefined,
    outcome: async () => outcomeOf(rows, told),
  };
  return subject;
};
