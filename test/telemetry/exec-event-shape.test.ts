import { describe, expect, it } from 'vitest';
import { AuditdCorrelator } from '../../shared/telemetry/auditd/correlator.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { ExecEventShape } from '../../shared/telemetry/exec-event-shape.ts';
import { plainJson } from '../../shared/telemetry/plain-json.ts';
import { readLines } from '../corpus/recordings.ts';

function executionsIn(lines: readonly string[]): ExecEvent[] {
  const events: ExecEvent[] = [];
  const correlator = new AuditdCorrelator((event) => {
    if (event.type === 'exec') events.push(event);
  });
  for (const [at, line] of lines.entries()) correlator.push(line, 'log', at);
  correlator.flush();
  return events;
}

describe('an execution as JSON', () => {
  it.each(['recorded', 'extended'])('is the same execution again, each of the recording %s', (name) => {
    const events = executionsIn(readLines(name));

    expect(events.length).toBeGreaterThan(200);
    expect(events.map((event) => ExecEventShape.parse(JSON.parse(plainJson(event))))).toEqual(events);
  });

  it('is the same execution again, whatever was lost of it', () => {
    const lines = readLines('recorded').filter((line) => !/^type=(?:SYSCALL|CWD)/.test(line));
    const events = executionsIn(lines);

    expect(events.every(({ missing }) => missing.includes('process'))).toBe(true);
    expect(events.map((event) => ExecEventShape.parse(JSON.parse(plainJson(event))))).toEqual(events);
  });

  it.each([
    ['another type', { type: 'exec-failure' }],
    ['a time that is none', { time: null }],
    ['arguments that are none', { argv: [1] }],
    ['a part that nobody knows', { missing: ['hash'] }],
    ['another format', { format: 'ebpf' }],
  ])('is refused with %s', (_, part) => {
    const [event] = executionsIn(readLines('recorded'));

    expect(ExecEventShape.safeParse({ ...event, ...part }).success).toBe(false);
  });
});
