/** Questions as messages: the same when they are read again, and never too large, whatever a host wrote. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AskedEvent,
  parseSettleMessage,
  type SettleRequest,
  settleMessages,
} from '../../shared/detection/settle-request.ts';
import type { ExecEvent, FileIdentity } from '../../shared/telemetry/exec-event.ts';
import { alone, exec, T0 } from './exec.ts';

const ORIGIN = { account: '111122223333', region: 'eu-central-1', logGroup: 'g', logStream: 's' };
/** Bytes, what SQS takes. */
const LARGEST = 256 * 1024;

function asking(events: readonly ExecEvent[], cuts: SettleRequest['cuts'] = []): SettleRequest {
  return { origin: ORIGIN, events: events.map((event) => ({ event, at: event.time })), cuts };
}

/** What arrives of a request, put together again. */
function arrived(request: SettleRequest): SettleRequest {
  const parts = settleMessages(request).map(parseSettleMessage);
  const read = parts.filter((part) => part !== null);
  expect(read).toHaveLength(parts.length);
  return {
    origin: read[0]?.origin ?? request.origin,
    events: read.flatMap(({ events }) => events),
    cuts: read.flatMap(({ cuts }) => cuts),
  };
}

function arrivedEvent(event: ExecEvent): ExecEvent | undefined {
  return arrived(asking([event])).events[0]?.event;
}

/** Text of any characters at all, lone surrogates and those that SQS refuses too. */
function hostile(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('\x7f', '\ufffe', '\uffff', '\udc80', '\0', '"', '\\', '😀'),
  );
  return fc.string({ unit, maxLength });
}

function anyEvent(
  text: fc.Arbitrary<string>,
  argv: fc.Arbitrary<(string | null)[]>,
): fc.Arbitrary<ExecEvent> {
  const number = fc.option(fc.integer());
  return fc
    .record({
      argv,
      exe: fc.option(fc.record({ path: text, deleted: fc.boolean(), memfd: fc.boolean() })),
      cwd: fc.option(text),
      user: fc.record({
        uid: number,
        euid: number,
        auid: number,
        session: number,
        tty: fc.option(text),
        name: fc.option(text),
      }),
      files: fc.array(
        fc.record({
          name: text,
          identity: fc.option(text.map((identity) => identity as FileIdentity)),
          mode: number,
          ownerUid: number,
        }),
        { maxLength: 8 },
      ),
    })
    .map((parts) => ({ ...exec(), ...parts }));
}

describe('a request', () => {
  const cut = { host: 'ip-10-0-0-1', sourceEventId: '1795400000.000:1', at: T0 };

  it('is one message as a rule, and the same when it is read', () => {
    const request = asking([alone('/tmp/x /tmp/payload')], [cut]);

    expect(settleMessages(request)).toHaveLength(1);
    expect(arrived(request)).toEqual(request);
  });

  it('is no message where it asks nothing', () => {
    expect(settleMessages(asking([]))).toEqual([]);
  });

  it('is the same when it is read, whatever a host wrote, as long as it is not too much', () => {
    const events = anyEvent(hostile(200), fc.array(fc.option(hostile(300)), { maxLength: 30 }));
    fc.assert(
      fc.property(fc.array(events, { maxLength: 4 }), (all) => {
        expect(arrived(asking(all, [cut]))).toEqual(asking(all, [cut]));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps many short arguments', () => {
    const event = alone(`/tmp/x ${'word '.repeat(5_000)}/tmp/payload`);

    expect(arrivedEvent(event)).toEqual(event);
  });

  it('is split into messages that each can be sent, and loses nothing', () => {
    const events = Array.from({ length: 3_000 }, (_, at) =>
      alone(`/tmp/x /tmp/payload ${at} ${'y'.repeat(at % 700)}`),
    );
    const cuts = Array.from({ length: 5_000 }, (_, at) => ({
      ...cut,
      sourceEventId: `1795400000.000:${at}`,
    }));
    const request = asking(events, cuts);

    const messages = settleMessages(request);

    expect(messages.length).toBeGreaterThan(5);
    expect(Math.max(...messages.map((body) => Buffer.byteLength(body)))).toBeLessThan(LARGEST);
    expect(arrived(request)).toEqual(request);
  });

  it('is in characters that SQS takes', () => {
    const [body = ''] = settleMessages(asking([exec({ argv: ['/tmp/x', '\x7f\ufffe\uffff\udc80\0\x1b'] })]));

    expect(body).toMatch(/^[\u0020-\u007e]*$/);
  });
});

describe('an execution that is too large for a message', () => {
  it('keeps its first arguments, and says that the rest is missing', () => {
    const words = Array.from({ length: 90 }, () => 'x'.repeat(4_000));
    const event = exec({ argv: ['/tmp/x', '/tmp/payload', ...words], files: ['/tmp/x'] });

    const read = arrivedEvent(event);

    expect(read).toMatchObject({ argvFidelity: 'truncated', missing: ['arguments'], files: event.files });
    expect(read?.argv.slice(0, 3)).toEqual(event.argv.slice(0, 3));
    expect(read?.argv.at(-1)).toBeNull();
    expect(read?.argv.length).toBeLessThan(event.argv.length);
  });

  it('loses an argument that is longer than any path rather than the program behind it', () => {
    const event = exec({
      argv: ['/tmp/x', '--argv0', 'y'.repeat(150_000), '/tmp/payload'],
      files: ['/tmp/x'],
    });

    expect(arrivedEvent(event)).toMatchObject({
      argv: ['/tmp/x', '--argv0', null, '/tmp/payload'],
      argvFidelity: 'truncated',
      missing: ['arguments'],
    });
  });

  it('keeps names as long as the kernel’s can be', () => {
    const longest = `/${'\udc80'.repeat(4_095)}`;
    const files = Array.from({ length: 4 }, (_, at) => ({ name: `${longest.slice(0, -1)}${at}` }));
    const event = exec({ argv: ['/tmp/x', '/tmp/payload'], files, exe: longest, cwd: longest });

    expect(arrivedEvent(event)).toMatchObject({ files: event.files, exe: event.exe, cwd: longest });
  });

  it('always fits, whatever a host wrote', () => {
    const long = fc
      .tuple(
        fc.constantFrom('\0', '\udc80', 'x', '😀', '"', '€'),
        fc.constantFrom(1, 900, 4_000, 9_000, 70_000),
      )
      .map(([unit, length]) => unit.repeat(length));
    const events = anyEvent(long, fc.array(fc.option(long), { maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 3 }), (all) => {
        const asked: AskedEvent[] = all.map((event) => ({ event, at: T0 }));
        const origin = { ...ORIGIN, logGroup: 'g'.repeat(512), logStream: '€'.repeat(512) };
        const messages = settleMessages({ origin, events: asked, cuts: [] });

        for (const body of messages) expect(Buffer.byteLength(body)).toBeLessThan(LARGEST);
        const read = messages.flatMap((body) => parseSettleMessage(body)?.events ?? []);
        expect(read.map(({ event }) => event.id)).toEqual(all.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a request about thousands of cut executions', () => {
  it('becomes messages of a hundred, each of which can be answered in time', () => {
    const cuts = Array.from({ length: 1_050 }, (_, at) => ({
      host: '',
      sourceEventId: `1.000:${at}`,
      at: T0,
    }));

    const read = settleMessages({ origin: ORIGIN, events: [], cuts }).map(parseSettleMessage);

    expect(read.flatMap((request) => request?.cuts ?? [])).toEqual(cuts);
    expect(Math.max(...read.map((request) => request?.cuts.length ?? 0))).toBe(100);
  });
});

describe('parseSettleMessage', () => {
  it.each(['', 'null', '[]', '{}', '{"origin":{},"events":[],"cuts":[]}'])(
    'is null for anything else: %s',
    (body) => {
      expect(parseSettleMessage(body)).toBeNull();
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(parseSettleMessage(body)).toBeNull();
      }),
    );
  });
});
