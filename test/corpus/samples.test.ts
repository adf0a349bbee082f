/**
 * Telemetry that others recorded, where it lies beside the checkout: in all of it one program was run through a
 * loader. None of it belongs to this project, so without it there is nothing to test.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../shared/telemetry/exec-event.ts';
import { TelemetryReader } from '../../shared/telemetry/reader.ts';
import { alertsOf } from './recordings.ts';
import { ENVELOPES, FOLDERS, filesIn } from './samples.ts';

const samples = FOLDERS.flatMap((one) => filesIn(one.folder).map((file) => ({ ...one, ...file })));
const everything = samples.flatMap(({ lines }) => lines);

/** What the reader makes of each line: an event's format and id, or why there is none. */
function read(lines: readonly string[]): { events: TelemetryEvent[]; unused: Record<string, number> } {
  const events: TelemetryEvent[] = [];
  const unused: Record<string, number> = {};
  const reader = new TelemetryReader((event) => events.push(event));
  for (const line of lines) {
    const why = reader.push(line, 'log', 1);
    if (why !== null) unused[why] = (unused[why] ?? 0) + 1;
  }
  reader.flush();
  return { events, unused };
}

function kindsOf(alerts: ReturnType<typeof alertsOf>): string[] {
  return alerts.map(({ kind, payload }) => `${kind} ${payload}`);
}

/** Lines of all files in turns that chance decides, those of one file in their order, as streams of one group come. */
function interleaved(seed: number): string[] {
  const turns = samples.flatMap(({ lines }, whose) => lines.map(() => whose));
  const [order = []] = fc.sample(
    fc.shuffledSubarray(turns, { minLength: turns.length, maxLength: turns.length }),
    { numRuns: 1, seed },
  );
  const rests = samples.map(({ lines }) => lines.values());
  return order.map((whose) => rests[whose]?.next().value ?? '');
}

describe.skipIf(samples.length === 0)('telemetry recorded by others', () => {
  it('holds exactly one program that was run through a loader', () => {
    expect(kindsOf(alertsOf(everything))).toEqual(['execute /sbin/ip']);
  });

  it.each([1, 2, 3])('holds exactly that one where all of it comes together (%i)', (seed) => {
    expect(kindsOf(alertsOf(interleaved(seed)))).toEqual(['execute /sbin/ip']);
  });

  it.each(samples)('is read for what it is: $folder/$name', ({ lines, formats, unknown }) => {
    const { events, unused } = read(lines);

    for (const event of events) if (event.type === 'exec') expect(formats).toContain(event.format);
    if (unknown === null) expect(unused).not.toHaveProperty('unknown');
    expect(alertsOf(lines).length).toBeLessThanOrEqual(1);
  });

  it.each(Object.entries(ENVELOPES))('tells the same inside of an envelope: %s', (_name, wrapped) => {
    const plain = read(everything);

    const inside = read(everything.map(wrapped));

    expect(inside.events).toEqual(plain.events);
    expect(inside.unused).toEqual(plain.unused);
    expect(kindsOf(alertsOf(everything.map(wrapped)))).toEqual(['execute /sbin/ip']);
  });
});
