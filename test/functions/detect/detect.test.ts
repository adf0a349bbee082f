import { describe, expect, it } from 'vitest';
import { Detect } from '../../../functions/detect/detect.ts';
import type { AlertMessage } from '../../../shared/alert/finding-message.ts';
import { alertsOf, readLines } from '../../corpus/recordings.ts';
import {
  ACCOUNT,
  CONTROL_MESSAGE,
  calledWith,
  dataMessage,
  GROUP,
  STREAM,
  UNUSABLE,
} from '../../telemetry/subscription.ts';

const LINES = readLines('recorded');
const BATCH = 10;

/** A warm function before a topic that fails `failures` times. */
function warmFunction(failures = 0) {
  const told: AlertMessage[] = [];
  const logged: Record<string, unknown>[] = [];
  const clock = { now: 1_800_000_000_000 };
  let calls = 0;
  const detect = new Detect({
    topic: {
      publish: async (alerts) => {
        expect(alerts.length).toBeLessThanOrEqual(BATCH);
        if (++calls <= failures) throw new Error('SNS is down');
        told.push(...alerts);
      },
    },
    log: (line) => void logged.push(JSON.parse(line) as Record<string, unknown>),
    now: () => clock.now,
  });
  const send = async (lines: readonly string[], size = lines.length, overrides = {}) => {
    for (let from = 0; from < lines.length; from += size) {
      const payload = dataMessage(lines.slice(from, from + size), from, overrides);
      await detect.handle(calledWith(payload));
    }
  };
  return { detect, told, logged, clock, send };
}

/** Without where the text stood, which is the one thing that differs between a file and a stream. */
function withoutSource(alert: object): object {
  return { ...alert, source: null };
}

function bodies(told: readonly AlertMessage[]): object[] {
  return told.map(({ body }) => withoutSource(JSON.parse(body) as object));
}

describe('Detect', () => {
  const expected = alertsOf(LINES).map(withoutSource);

  it.each([LINES.length, 1000, 100, 37, 1])(
    'alerts like ldwatch scan, with payloads of %i lines',
    async (size) => {
      const { told, send } = warmFunction();
      await send(LINES, size);
      expect(expected.length).toBeGreaterThan(0);
      expect(bodies(told)).toEqual(expected);
    },
  );

  it('points to the log event and names the account', async () => {
    const { told, send } = warmFunction();
    await send(LINES);
    const [first] = told;
    expect(first?.attributes.account).toBe(ACCOUNT);
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      source: expect.stringMatching(new RegExp(`^${GROUP}:${STREAM}:\\d{56}$`)),
    });
  });

  it('keeps streams apart whose hosts have no names and the same serial numbers', async () => {
    const { told, send } = warmFunction();
    for (let from = 0; from < LINES.length; from += 50) {
      const part = LINES.slice(from, from + 50);
      await send(part);
      await send(part, part.length, { logStream: 'i-0fedcba9876543210' });
    }
    expect(told).toHaveLength(2 * expected.length);
  });

  it('judges a cut event when its stream has been silent, at the call for another', async () => {
    const { told, clock, send } = warmFunction();
    await send(LINES, 1, { logStream: 'whole' });
    const whole = told.length;
    await send(cutExecution());
    expect(told).toHaveLength(whole);
    clock.now += 31_000;
    await send(['type=EOE'], 1, { logStream: 'other' });
    expect(told).toHaveLength(whole + 1);
  });

  it('counts the lines of another log and goes on', async () => {
    const { told, logged, send } = warmFunction();
    await send(['START RequestId: 1 Version: $LATEST', '', '{"level":"info"}', '\u0000']);
    expect(told).toEqual([]);
    expect(logged).toMatchObject([{ Lines: 4, Findings: 0, NotAudit: 4, unused: { 'not-audit': 4 } }]);
  });

  it.each(UNUSABLE)('counts %s (%s) and does not throw', async (reason, _, event) => {
    const { detect, told, logged } = warmFunction();
    await detect.handle(event);
    expect(told).toEqual([]);
    const metrics = [{ Namespace: 'ldwatch', Metrics: [{ Name: 'UnusablePayloads', Unit: 'Count' }] }];
    expect(logged).toMatchObject([{ UnusablePayloads: 1, reason, _aws: { CloudWatchMetrics: metrics } }]);
  });

  it('says nothing of a control message', async () => {
    const { detect, told, logged } = warmFunction();
    await detect.handle(calledWith(CONTROL_MESSAGE));
    expect([...told, ...logged]).toEqual([]);
  });

  it('throws while the topic fails, and has lost nothing when the payload comes again', async () => {
    const { told, send } = warmFunction(Number.MAX_SAFE_INTEGER);
    await expect(send(LINES)).rejects.toThrow(`${expected.length} alerts were not published`);
    expect(told).toEqual([]);
    const recovering = warmFunction(1);
    await expect(recovering.send(LINES)).rejects.toThrow(`${BATCH} alerts were not published`);
    await recovering.send(LINES);
    expect(new Set(bodies(recovering.told).map((body) => JSON.stringify(body)))).toEqual(
      new Set(expected.map((body) => JSON.stringify(body))),
    );
    expect(recovering.told).toHaveLength(expected.length);
  });
});

/** The records of the first execution through the loader, without those of its files. */
function cutExecution(): string[] {
  const [id] = alertsOf(LINES).flatMap(({ audit_ids }) => audit_ids.slice(0, 1));
  return LINES.filter((line) => line.includes(`audit(${id})`) && !line.startsWith('type=PATH'));
}
