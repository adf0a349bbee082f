import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEvents, EventOrder } from '../../shared/telemetry/event-order.ts';
import type { ExecFailure, TelemetryEvent } from '../../shared/telemetry/exec-event.ts';

const WINDOW = 2048;

function failure(time: number, sequence: number): ExecFailure {
  const user = { uid: 0, euid: 0, auid: null, session: null, tty: null, name: null };
  return { type: 'exec-failure', time, sequence, host: '', pid: 1, ppid: 1, name: 'x', cwd: '/', user };
}

function ordered(events: readonly TelemetryEvent[]): { early: TelemetryEvent[]; all: TelemetryEvent[] } {
  const all: TelemetryEvent[] = [];
  const order = new EventOrder((event) => all.push(event));
  for (const event of events) order.push(event);
  const early = [...all];
  order.flush();
  return { early, all };
}

const happened = fc
  .uniqueArray(fc.tuple(fc.nat(20), fc.nat(2 ** 20)), { maxLength: 60, selector: String })
  .map((stamps) => stamps.map(([time, sequence]) => failure(time, sequence)));

describe('compareEvents', () => {
  it.each([
    ['an earlier time', failure(1, 9), failure(2, 1)],
    ['a smaller serial of the same time', failure(1, 1), failure(1, 2)],
    ['the last serial before they start again', failure(1, 4294967295), failure(1, 0)],
  ])('puts %s first', (_, before, after) => {
    expect(compareEvents(before, after)).toBeLessThan(0);
    expect(compareEvents(after, before)).toBeGreaterThan(0);
  });

  it('finds no order between an event and itself', () => {
    expect(compareEvents(failure(1, 1), failure(1, 1))).toBeCloseTo(0);
  });
});

describe('EventOrder', () => {
  it('gives back the order of what happened, from any order', () => {
    fc.assert(
      fc.property(happened, (events) => {
        const inOrder = events.toSorted((a, b) => a.time - b.time || a.sequence - b.sequence);
        expect(ordered(events).all).toEqual(inOrder);
      }),
    );
  });

  it('keeps equal stamps of different hosts in the order in which they came', () => {
    const events = ['c', 'a', 'b'].map((host) => ({ ...failure(1, 1), host }));
    expect(ordered(events).all).toEqual(events);
  });

  it('holds events back until a full window of later ones has come', () => {
    const events = Array.from({ length: 2 * WINDOW }, (_, serial) => failure(1, serial));
    expect(ordered(events.slice(1)).early).toEqual([]);
    expect(ordered(events).early).toEqual(events.slice(0, WINDOW));
  });

  it('repairs what is late by less than a window, and still tells what is later', () => {
    const events = Array.from({ length: 3 * WINDOW }, (_, serial) => failure(1, serial));
    const lateBy = (distance: number) =>
      ordered(events.toSpliced(0, 1).toSpliced(distance, 0, failure(1, 0))).all;
    expect(lateBy(WINDOW)).toEqual(events);
    expect(lateBy(3 * WINDOW)).toHaveLength(events.length);
    expect(lateBy(3 * WINDOW)).not.toEqual(events);
  });

  it('gives each event once, however many there are', () => {
    const events = Array.from({ length: 12_000 }, (_, at) => failure((at * 7919) % 12_007, at));
    expect(new Set(ordered(events).all).size).toBe(events.length);
  });
});
