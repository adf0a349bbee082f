/** The recording, delivered in random pieces, becomes the same incidents each time, and nothing else stays behind. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalPipeline } from '../../cli/demo/local-pipeline.ts';
import type { LogEvent, LogEvents } from '../../shared/telemetry/cloudwatch-logs.ts';
import { readLines } from '../corpus/recordings.ts';
import { deliveriesOf, essence, expectedIncidents, logEventsOf, ORIGIN } from './recording.ts';
import { emptyTable, incidentsOf, itemsOf } from './table-contents.ts';

/** `npm run test:thorough` sets it to 200. */
const CUTS = Number(process.env['LDWATCH_CUTS'] ?? 12);

const lines = readLines('recorded');
const events = logEventsOf(lines);

const expected = expectedIncidents(lines);

let pipeline: LocalPipeline;

beforeAll(async () => {
  pipeline = await LocalPipeline.start({ now: () => 1_795_500_000_000 });
});
afterAll(() => pipeline.stop());

/** Delivers to an empty table; gives the incidents that it became. */
async function incidentsFrom(
  deliveries: readonly LogEvents[],
  log: readonly LogEvent[] = events,
): Promise<Map<string, object>> {
  await emptyTable(pipeline.local);
  pipeline.reset();
  pipeline.hostLog.put(ORIGIN, log);
  for (const delivery of deliveries) await pipeline.deliver(delivery);
  await pipeline.settleAll();
  expect(pipeline.deadLetters).toEqual([]);
  const incidents = await incidentsOf(pipeline.local);
  return new Map(incidents.map((incident) => [incident.id, essence(incident)]));
}

/** Where a delivery ends: up to a hundred places in the log. */
const places = fc.uniqueArray(fc.nat(events.length), { minLength: 1, maxLength: 100 });

describe('the recording becomes the same incidents', () => {
  it(`in ${CUTS} random cuts`, { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(places, async (cut) => {
      expect(await incidentsFrom(deliveriesOf(events, cut))).toEqual(expected);
    });
    await fc.assert(property, { numRuns: CUTS, endOnFailure: true });
  });

  it('in any order of the deliveries, each coming once or twice', { timeout: 600_000 }, async () => {
    const order = fc.array(fc.nat(), { minLength: 30, maxLength: 30 });
    const property = fc.asyncProperty(places, order, async (cut, keys) => {
      const keyOf = (index: number) => keys[index % keys.length] ?? 0;
      const shuffled = deliveriesOf(events, cut)
        .flatMap((delivery, index) => (keyOf(index) % 3 === 0 ? [delivery, delivery] : [delivery]))
        .map((delivery, index) => ({ delivery, key: keyOf(index) ^ index }))
        .sort((a, b) => a.key - b.key)
        .map(({ delivery }) => delivery);
      expect(await incidentsFrom(shuffled)).toEqual(expected);
    });
    await fc.assert(property, { numRuns: Math.ceil(CUTS / 2), endOnFailure: true });
  });
});

/** Records of one event in one log event, as some shippers join them. */
function joined(): LogEvent[] {
  const idOf = ({ message }: LogEvent) => /audit\(([^)]*)\)/.exec(message)?.[1];
  const out: LogEvent[] = [];
  for (const event of events) {
    const last = out.at(-1);
    if (last !== undefined && idOf(last) === idOf(event))
      out[out.length - 1] = { ...last, message: `${last.message}\n${event.message}` };
    else out.push(event);
  }
  return out;
}

describe('the recording in log events of several lines', () => {
  it('becomes the same incidents', async () => {
    const several = joined();
    expect(several.length).toBeLessThan(0.5 * events.length);

    const found = await incidentsFrom(deliveriesOf(several, [200, 201, 350]), several);

    expect(found).toEqual(expected);
  });
});

describe('the table', () => {
  it('holds nothing of events that do not concern a loader', async () => {
    const everyNinth = [...events.keys()].filter((at) => at % 9 === 0);
    await incidentsFrom(deliveriesOf(events, everyNinth));

    const items = await itemsOf(pipeline.local);
    const kinds = new Set(items.map(({ pk }) => pk?.S?.split('#')[0]));
    expect([...kinds].sort()).toEqual(['cut', 'host', 'incident', 'instance', 'places']);
    const cut = items.filter(({ pk }) => pk?.S?.startsWith('cut#'));
    expect(cut.length).toBeGreaterThan(0);
    // Of what was cut and led to a finding a mark is left, of everything else nothing.
    for (const item of cut) expect(Object.keys(item).sort()).toEqual(['decided', 'expires', 'pk', 'sk']);
    const facts = items.filter(({ pk }) => pk?.S?.startsWith('host#')).map(({ fact }) => fact?.S ?? '');
    for (const fact of facts) expect(fact).toMatch(/ld-linux|ld-musl|"copy"/);
  });
});
