/** Deliveries in, findings and questions out: what is written, what is counted, and what fails. */
import { describe, expect, it } from 'vitest';
import { Detect } from '../../../functions/detect/detect.ts';
import { decodeSubscription, type LogEvents } from '../../../shared/telemetry/cloudwatch-logs.ts';
import type { Delivery } from '../../../shared/telemetry/delivery.ts';
import { coverageEvent, runtimeEvent } from '../../telemetry/guardduty/events.ts';
import { CONTROL_MESSAGE, calledWith, dataMessage, UNUSABLE } from '../../telemetry/subscription.ts';
import { MemoryPorts, type PortCall } from '../ports.ts';
import {
  attack,
  copying,
  cutAt,
  delivery,
  helper,
  likeLdd,
  logEventId,
  ordinary,
  records,
  SCENE_ORIGIN,
  SCENE_TIME,
} from '../scenes.ts';

function warmFunction() {
  const ports = new MemoryPorts();
  const clock = { now: SCENE_TIME };
  const { recorder, cuts, hostFacts, queue, log } = ports;
  const detect = new Detect({
    recorder,
    cuts,
    facts: hostFacts,
    settle: queue,
    region: SCENE_ORIGIN.region,
    log,
    now: () => clock.now,
  });
  return { ports, clock, detect };
}

async function portsAfter(...deliveries: readonly Delivery[]): Promise<MemoryPorts> {
  const { ports, detect } = warmFunction();
  for (const each of deliveries) await detect.handle(each);
  return ports;
}

describe('of one delivery, Detect', () => {
  it('records what is certain, with the origin that the service tells and the log event’s id', async () => {
    const { recorded, asked } = await portsAfter(delivery(attack()));

    expect(recorded).toMatchObject([
      {
        origin: SCENE_ORIGIN,
        program: { path: '/tmp/payload' },
        pointer: { source: `${SCENE_ORIGIN.logGroup}:${SCENE_ORIGIN.logStream}`, position: logEventId(0) },
      },
    ]);
    expect(asked).toEqual([]);
  });

  it('asks about what the log around it decides', async () => {
    const { recorded, asked } = await portsAfter(delivery(likeLdd()));

    expect(recorded).toEqual([]);
    expect(asked).toMatchObject([{ origin: SCENE_ORIGIN, events: [{ at: SCENE_TIME }], cuts: [] }]);
  });

  it('asks about a file without a linker that it remembers as a copy, even of the system’s', async () => {
    const copy = records({
      argv: ['cp', '/lib64/ld-linux-x86-64.so.2', '/usr/local/bin/tool'],
      exe: '/usr/bin/cp',
      files: ['/usr/bin/cp', '/lib64/ld-linux-x86-64.so.2'],
    });
    const run = records({
      argv: ['tool', 'payload'],
      exe: '/usr/local/bin/tool',
      files: ['/usr/local/bin/tool'],
      after: 86_400_000,
    });

    expect((await portsAfter(delivery(run))).asked).toEqual([]);
    expect((await portsAfter(delivery(copy), delivery(run))).asked).toMatchObject([
      { events: [{ event: { exe: { path: '/usr/local/bin/tool' } } }] },
    ]);
  });

  it('keeps the records of a cut execution, and asks about it', async () => {
    const [first, second] = cutAt(attack(), 3);
    const key = { origin: SCENE_ORIGIN, host: '', sourceEventId: '1795400000.000:100' };

    const { recorded, asked, ...ports } = await portsAfter(first, second);

    expect(recorded).toEqual([]);
    expect(asked.map(({ cuts }) => cuts)).toEqual(
      Array(2).fill([{ host: '', sourceEventId: key.sourceEventId, at: SCENE_TIME }]),
    );
    const lines = attack()
      .slice(0, 4)
      .map((line, at) => ({ id: logEventId(at), line }));
    expect(ports.kept).toEqual(new Map([[JSON.stringify(key), { state: 'open', lines }]]));
  });

  it('neither keeps nor asks where an ordinary program was cut', async () => {
    const [first] = cutAt(
      ordinary().filter((line) => !line.startsWith('type=EXECVE')),
      4,
    );

    expect((await portsAfter(first)).calls).toEqual(['record']);
  });

  it('counts what it saw, with where it came from', async () => {
    const lines = [
      ...attack(),
      ...likeLdd({ after: 1 }),
      ...copying({ after: 2 }).slice(0, 2),
      'START Request',
    ];

    expect((await portsAfter(delivery(lines))).logged).toMatchObject([
      { ...SCENE_ORIGIN, Lines: 13, Executions: 2, Findings: 1, Asked: 1, Cut: 1, UnknownLines: 1 },
    ]);
  });
});

describe('of what can not be used, Detect', () => {
  it.each(UNUSABLE)('counts %s (%s) and does not throw', async (reason, _, event) => {
    const { calls, logged } = await portsAfter(decodeSubscription(event));

    expect(calls).toEqual([]);
    const metrics = [{ Namespace: 'ldwatch', Metrics: [{ Name: 'UnusablePayloads', Unit: 'Count' }] }];
    expect(logged).toMatchObject([{ UnusablePayloads: 1, reason, _aws: { CloudWatchMetrics: metrics } }]);
  });

  it('says nothing of a control message', async () => {
    const { calls, logged } = await portsAfter(decodeSubscription(calledWith(CONTROL_MESSAGE)));

    expect([...calls, ...logged]).toEqual([]);
  });

  it('counts the lines of another log and goes on', async () => {
    const { recorded, logged } = await portsAfter(
      delivery(['START RequestId: 1 Version: $LATEST', '', '{"level":"info"}', '\u0000']),
    );

    expect(recorded).toEqual([]);
    expect(logged).toMatchObject([{ Lines: 4, Findings: 0, UnknownLines: 4, unused: { unknown: 4 } }]);
  });

  it('shows a few of them, short and without what a terminal would obey, and where they stand', async () => {
    const { logged } = await portsAfter(
      delivery(['\u001b[31mfirst', `second ${'x'.repeat(1000)}`, 'third', 'fourth']),
    );

    const { samples = [] } = logged[0] as { samples?: { text: string; pointer: object }[] };
    expect(samples).toHaveLength(3);
    expect(samples[0]).toEqual({
      text: '\\x1b[31mfirst',
      pointer: { source: expect.any(String), position: expect.any(String) },
    });
    expect(samples.map(({ text }) => text.length <= 200)).toEqual([true, true, true]);
  });

  it('takes a payload without log events', async () => {
    const { logged } = await portsAfter(decodeSubscription(calledWith(dataMessage([]))));

    expect(logged).toMatchObject([{ Lines: 0, Executions: 0 }]);
  });

  it('reads six megabytes of text that means nothing, and the attack behind it', async () => {
    const junk = Array.from(
      { length: 6_000 },
      (_, at) => `${at} ${'type=SYSCALL msg=audit(1.0:1) '.repeat(34)}`,
    );
    const payload = decodeSubscription(calledWith(dataMessage([...junk, ...attack()])));

    const { recorded, logged } = await portsAfter(payload);

    expect(recorded).toHaveLength(1);
    expect(logged).toMatchObject([{ Lines: 6_005, UnknownLines: 6_000, Findings: 1 }]);
  });

  it('has the log asked about a process of GuardDuty that a loader runs', async () => {
    const { reports, recorded, logged } = await portsAfter({ type: 'guardduty', event: runtimeEvent() });

    expect(reports).toEqual([runtimeEvent()['detail']]);
    expect(recorded).toEqual([]);
    expect(logged).toMatchObject([
      { GuardDutyEvents: 1, GuardDutyAsked: 1, findingType: 'Execution:Runtime/X' },
    ]);
  });

  it('counts what GuardDuty finds of other processes, and what can not be read', async () => {
    const other = await portsAfter({ type: 'guardduty', event: runtimeEvent({ path: '/usr/bin/python3' }) });
    const unread = await portsAfter({
      type: 'guardduty',
      event: { 'detail-type': 'GuardDuty Finding', detail: {} },
    });

    expect([...other.calls, ...unread.calls]).toEqual([]);
    expect(other.logged).toMatchObject([{ GuardDutyEvents: 1, GuardDutyAsked: 0, GuardDutyUnread: 0 }]);
    expect(unread.logged).toMatchObject([{ GuardDutyEvents: 1, GuardDutyUnread: 1 }]);
  });

  it('records a host that GuardDuty lost sight of, and only counts one that it sees again', async () => {
    const lost = await portsAfter({ type: 'guardduty', event: coverageEvent('Unhealthy') });
    const seen = await portsAfter({ type: 'guardduty', event: coverageEvent('Healthy') });

    expect(lost.recorded).toMatchObject([{ kind: 'blind', origin: { logStream: 'i-0a000000000000001' } }]);
    expect(seen.recorded).toEqual([]);
  });
});

describe('facts of hosts', () => {
  it('are written before questions are asked that may need them', async () => {
    const { calls } = await portsAfter(delivery([...copying(), ...helper(['/tmp/payload'], { after: 1 })]));

    expect(calls.lastIndexOf('remember')).toBeLessThan(calls.indexOf('send'));
  });

  it('are written once by a warm function, and again before they expire', async () => {
    const { ports, clock, detect } = warmFunction();

    await detect.handle(delivery(copying()));
    const once = ports.written.length;
    await detect.handle(delivery(copying()));
    const repeated = ports.written.length;
    clock.now += 7 * 3_600_000;
    await detect.handle(delivery(copying({ after: 7 * 3_600_000 })));

    expect(once).toBeGreaterThan(0);
    expect(repeated).toBe(once);
    expect(ports.written).toHaveLength(2 * once);
  });

  it('are written for each account, though streams there have the same name', async () => {
    const other: LogEvents = { ...delivery(copying()), account: '444455556666' };

    const one = await portsAfter(delivery(copying()));
    const both = await portsAfter(delivery(copying()), other);

    expect(both.written).toHaveLength(2 * one.written.length);
  });

  it('are bounded, whoever makes copies in a loop', async () => {
    const loop = Array.from({ length: 300 }, (_, at) =>
      copying({ argv: ['cp', '/lib64/ld-linux-x86-64.so.2', `/tmp/${at}`], after: at }),
    );

    expect((await portsAfter(delivery(loop.flat()))).written).toHaveLength(64);
  });
});

describe('where a store or queue fails, Detect throws, and the delivery that comes again loses nothing', () => {
  const lines = [
    ...copying(),
    ...attack({ after: 1 }),
    ...likeLdd({ after: 2 }),
    ...helper(['/tmp/payload'], { after: 3 }).slice(0, 2),
  ];

  it.each<PortCall>(['record', 'keep', 'remember', 'recall', 'send'])('%s', async (call) => {
    const whole = await portsAfter(delivery(lines));
    const { ports, detect } = warmFunction();

    ports.down.add(call);
    await expect(detect.handle(delivery(lines))).rejects.toThrow(`${call} is down`);
    ports.down.clear();
    await detect.handle(delivery(lines));

    expect(ports.recorded).toEqual(whole.recorded);
    expect(ports.kept).toEqual(whole.kept);
    expect(ports.asked.at(-1)).toEqual(whole.asked[0]);
    expect(ports.written).toEqual(whole.written);
  });
});

describe('where too many write one incident', () => {
  it('Detect leaves its findings to those that answer questions, and does not fail', async () => {
    const { ports, detect } = warmFunction();
    ports.contended = true;

    await detect.handle(delivery(attack()));

    expect(ports.recorded).toEqual([]);
    expect(ports.asked.flatMap(({ events }) => events.map(({ event }) => event.sourceEventId))).toEqual(
      (await portsAfter(delivery(attack()))).recorded.map(({ sourceEventId }) => sourceEventId),
    );
  });
});

describe('a hostile host', () => {
  it('can not fill what is kept of an execution with lines that mention its id', async () => {
    const id = '1795400000.500:77';
    const mentions = Array.from({ length: 200 }, (_, at) =>
      ordinary({ argv: ['/usr/bin/true', `${id}${'x'.repeat(4_000)}`], after: at }),
    );
    const [first] = cutAt([...mentions.flat(), ...attack({ after: 500, serial: 77 })], 200 * 6 + 3);

    const { keptLines } = await portsAfter(first);

    expect(new Set(keptLines.map(({ line }) => line))).toEqual(
      new Set(attack({ after: 500, serial: 77 }).slice(0, 3)),
    );
  });

  it('can not stop its delivery with arguments that no message can hold', async () => {
    const words = Array.from({ length: 400 }, () => '\u0001'.repeat(4_000));

    const { asked } = await portsAfter(delivery(helper(['/tmp/payload', ...words])));

    expect(asked).toHaveLength(1);
  });
});
