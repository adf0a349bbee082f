/** A service that is down for longer than anything tries: nothing is lost, and once it is back all is as it should be. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LocalPipeline } from '../../cli/demo/local-pipeline.ts';
import { readLines } from '../corpus/recordings.ts';
import { deliveriesOf, essence, expectedIncidents, logEventsOf, ORIGIN } from './recording.ts';
import { emptyTable, incidentsOf } from './table-contents.ts';

const lines = readLines('recorded');
const events = logEventsOf(lines);
const deliveries = deliveriesOf(events, [500, 1000]);
const expected = expectedIncidents(lines);
const MOST_DELIVERIES = 8;

/** Calls of this name are refused. */
let down: string | null = null;
let pipeline: LocalPipeline;

beforeAll(async () => {
  pipeline = await LocalPipeline.start({
    now: () => 1_795_500_000_000,
    fate: async (call, effect) => {
      if (call === down) throw Object.assign(new Error('try again'), { name: 'ServiceUnavailable' });
      return effect();
    },
  });
});
afterAll(() => pipeline.stop());

beforeEach(async () => {
  down = null;
  await emptyTable(pipeline.local);
  pipeline.reset();
  pipeline.hostLog.put(ORIGIN, events);
});

async function found(): Promise<Map<string, object>> {
  const incidents = await incidentsOf(pipeline.local);
  return new Map(incidents.map((incident) => [incident.id, essence(incident)]));
}

describe('while SNS is down', () => {
  it('the stream keeps what is to be told, in order, and it is told when SNS is back', async () => {
    for (const delivery of deliveries) await pipeline.deliver(delivery);
    while (await pipeline.answerNext());
    down = 'Publish';
    for (let tries = 0; tries < 20; tries++) await pipeline.publishNext();
    expect(pipeline.topic.published).toEqual([]);

    down = null;
    await pipeline.settleAll();

    const incidents = await incidentsOf(pipeline.local);
    expect(await found()).toEqual(expected);
    const generations = incidents.reduce((sum, { generation }) => sum + generation, 0);
    expect(pipeline.topic.published).toHaveLength(generations);
    const told = Map.groupBy(pipeline.topic.published, ({ attributes }) => attributes.incident);
    for (const messages of told.values())
      expect(messages.map(({ attributes }) => Number(attributes.generation))).toEqual(
        messages.map((_, index) => index + 1),
      );
    expect(Math.max(...[...told.values()].map((messages) => messages.length))).toBeGreaterThan(1);
  });
});

describe('while the log can not be read for a while', () => {
  it('questions become dead letters, and answered later they end the same', async () => {
    for (const delivery of deliveries) await pipeline.deliver(delivery);
    const asked = pipeline.queue.waiting.length;
    down = 'GetLogEvents';
    for (let tries = 0; tries < asked * MOST_DELIVERIES; tries++) await pipeline.answerNext();
    expect(pipeline.queue.waiting).toEqual([]);
    expect(pipeline.deadLetters).toHaveLength(asked);

    down = null;
    // As `ldwatch redrive` does: the letters as they are, into the queue that they came from.
    for (const body of pipeline.deadLetters.splice(0)) pipeline.queue.waiting.push({ body, attempts: 0 });
    await pipeline.settleAll();

    expect(await found()).toEqual(expected);
  });
});

describe.each(['UpdateItem', 'Query', 'SendMessage'])('while %s is refused', (call) => {
  it('the detecting function fails, and the same delivery ends the same later', async () => {
    down = call;
    for (const delivery of deliveries) await expect(pipeline.deliver(delivery)).rejects.toThrow('try again');

    down = null;
    for (const delivery of deliveries) await pipeline.deliver(delivery);
    await pipeline.settleAll();

    expect(await found()).toEqual(expected);
  });
});
