/** Questions answered: with the other half, with the log around them, or with doubt that becomes an alert. */
import { describe, expect, it } from 'vitest';
import { Detect } from '../../../functions/detect/detect.ts';
import { Settle } from '../../../functions/settle/settle.ts';
import type { LogEvents } from '../../../shared/telemetry/cloudwatch-logs.ts';
import { MemoryPorts } from '../ports.ts';
import {
  attack,
  copying,
  cutAt,
  delivery,
  helper,
  likeLdd,
  logEventId,
  ordinary,
  SCENE_ORIGIN,
  SCENE_TIME,
  scene,
} from '../scenes.ts';

const UNREADABLE = { readable: false, why: 'the log stream is not there' } as const;

/** Both functions over the same ports. */
class Both {
  readonly ports = new MemoryPorts();
  private readonly detect: Detect;
  private readonly settle: Settle;

  constructor() {
    const { recorder, cuts, hostFacts: facts, queue, hostLog, streams, log } = this.ports;
    const now = () => SCENE_TIME;
    this.detect = new Detect({
      recorder,
      cuts,
      facts,
      settle: queue,
      region: SCENE_ORIGIN.region,
      log,
      now,
    });
    this.settle = new Settle({ recorder, cuts, facts, hostLog, streams, log, now });
  }

  async deliver(...deliveries: readonly LogEvents[]): Promise<void> {
    for (const each of deliveries) await this.detect.handle(each);
    this.ports.calls.length = 0;
  }

  /** Answers what was asked as the `number`th, from 0 on. */
  async answer(number = 0, attempt = 1): Promise<boolean> {
    const request = this.ports.asked[number];
    if (request === undefined) throw new Error('nothing was asked');
    const answers = await this.settle.judge(request, attempt);
    if (answers !== null) await this.settle.keep([answers]);
    return answers !== null;
  }

  get programs() {
    return this.ports.recorded.map(({ program }) => program?.path);
  }
}

describe('an execution that was cut apart', () => {
  it.each([1, 2, 3])('is found with the other half, without its log (cut before record %i)', async (at) => {
    const both = new Both();
    both.ports.excerpt = UNREADABLE;
    await both.deliver(...cutAt(attack(), at));

    expect(await both.answer()).toBe(true);

    expect(both.programs).toEqual(['/tmp/payload']);
    expect(both.ports.recorded[0]?.pointer.position).toBe(logEventId(0));
    expect(both.ports.calls).not.toContain('between');
  });

  it('is found once, whichever half is asked about first and however often', async () => {
    const both = new Both();
    await both.deliver(...cutAt(attack(), 3));

    for (const number of [1, 0, 1]) expect(await both.answer(number)).toBe(true);

    expect(both.programs).toEqual(['/tmp/payload']);
    expect([...both.ports.kept.values()]).toEqual([{ state: 'decided' }]);
  });

  it('is found in the log where the other half never came', async () => {
    const both = new Both();
    const [first] = cutAt(attack(), 1);
    await both.deliver(first);
    both.ports.excerpt = { readable: true, lines: attack() };

    await both.answer();

    expect(both.ports.recorded).toMatchObject([{ program: { path: '/tmp/payload' }, missing: [] }]);
  });

  it('leaves nothing behind where it was ordinary', async () => {
    const both = new Both();
    const [first] = cutAt(ordinary(), 2);
    await both.deliver(first);
    both.ports.excerpt = { readable: true, lines: ordinary() };

    await both.answer();

    expect(both.programs).toEqual([]);
    expect(both.ports.kept.size).toBe(0);
  });

  it('waits twice for its rest where the log can not be read, then alerts and names what is missing', async () => {
    const both = new Both();
    const [first] = cutAt(attack(), 1);
    await both.deliver(first);
    both.ports.excerpt = UNREADABLE;

    expect([await both.answer(0, 1), await both.answer(0, 2)]).toEqual([false, false]);
    expect(both.programs).toEqual([]);
    expect(await both.answer(0, 3)).toBe(true);

    expect(both.ports.recorded).toMatchObject([
      { kind: 'execute', program: null, missing: ['arguments', 'working-directory', 'files'] },
    ]);
  });

  it('is found when its rest comes after the waiting was over', async () => {
    const both = new Both();
    const [first, second] = cutAt(helper(['--library-path', '/tmp', '/tmp/payload']), 2);
    both.ports.excerpt = UNREADABLE;
    await both.deliver(second);
    await both.answer(0, 3);
    expect(both.programs).toEqual([]);

    await both.deliver(first);
    await both.answer(1);

    expect(both.programs).toEqual(['/tmp/payload']);
  });

  it('is judged whole where its log has only some of its records', async () => {
    const both = new Both();
    await both.deliver(delivery(copying()), ...cutAt(helper(['/tmp/payload'], { after: 9 }), 2));
    // As where the excerpt ends, or begins, in its middle: a part that tells no file.
    both.ports.excerpt = { readable: true, lines: helper(['/tmp/payload'], { after: 9 }).slice(0, 1) };

    await both.answer();

    expect(both.ports.recorded.at(-1)).toMatchObject({ program: { path: '/tmp/payload' }, missing: [] });
  });

  it('teaches what it would have taught in one piece', async () => {
    const both = new Both();
    await both.deliver(...cutAt(copying(), 2));

    await both.answer();

    expect(both.ports.written).toContainEqual(expect.objectContaining({ fact: 'copy', path: '/tmp/helper' }));
  });

  it('is not marked as decided before its finding is recorded', async () => {
    const both = new Both();
    await both.deliver(...cutAt(attack(), 3));

    both.ports.down.add('record');
    await expect(both.answer()).rejects.toThrow('record is down');
    expect([...both.ports.kept.values()]).toMatchObject([{ state: 'open' }]);
    both.ports.down.clear();
    await both.answer();

    expect(both.programs).toEqual(['/tmp/payload']);
  });
});

describe('an execution that looks like the last step of an ldd', () => {
  it('is nothing where the log shows that ldd', async () => {
    const both = new Both();
    const lines = scene('ldd');
    await both.deliver(delivery(lines));
    both.ports.excerpt = { readable: true, lines: lines };

    expect(both.ports.asked[0]?.events).toHaveLength(3);
    await both.answer();

    expect(both.ports.recorded).toEqual([]);
  });

  it('is a finding with the delivery’s pointer where the log shows none', async () => {
    const both = new Both();
    await both.deliver(delivery(likeLdd(), 40));
    both.ports.excerpt = { readable: true, lines: [...ordinary({ after: 1 }), ...likeLdd()] };

    await both.answer();

    const source = `${SCENE_ORIGIN.logGroup}:${SCENE_ORIGIN.logStream}`;
    expect(both.ports.recorded).toMatchObject([
      { program: { path: '/bin/ls' }, pointer: { source, position: logEventId(40) } },
    ]);
    expect(both.ports.recorded[0]?.reasons.map(({ id }) => id)).not.toContain('context-unread');
  });

  it('is a finding that says so, at once, where the log can not be read', async () => {
    const both = new Both();
    await both.deliver(delivery(likeLdd()));
    both.ports.excerpt = UNREADABLE;

    expect(await both.answer(0, 1)).toBe(true);

    const reasons = both.ports.recorded.flatMap((finding) => finding.reasons);
    expect(reasons).toContainEqual({
      id: 'context-unread',
      text: expect.stringContaining('the log stream is not there'),
    });
    expect(both.ports.logged.at(-1)).toMatchObject({ Settled: 1, Findings: 1, unread: UNREADABLE.why });
  });

  it('is looked for five minutes before and some seconds after, by the shipper’s clock', async () => {
    const both = new Both();
    await both.deliver(delivery([...likeLdd(), ...likeLdd({ after: 2_000 })]));

    await both.answer();

    expect(both.ports.read).toEqual([{ from: SCENE_TIME - 300_000, to: SCENE_TIME + 2_000 + 15_000 }]);
  });
});

describe('a loader under another name', () => {
  it('is known by the copy that the log around it shows, or by one that is remembered', async () => {
    const both = new Both();
    await both.deliver(delivery(helper(['payload'], { after: 9 })));
    both.ports.excerpt = { readable: true, lines: helper(['payload'], { after: 9 }) };
    await both.answer();
    expect(both.programs).toEqual([]);

    both.ports.excerpt = { readable: true, lines: [...copying(), ...helper(['payload'], { after: 9 })] };
    await both.answer();
    expect(both.ports.recorded).toMatchObject([
      { program: { given: 'payload' }, loader: { evidence: 'known-copy' } },
    ]);

    const later = new Both();
    await later.deliver(delivery(copying()), delivery(helper(['payload'], { after: 3_600_000 })));
    later.ports.excerpt = { readable: true, lines: helper(['payload'], { after: 3_600_000 }) };
    await later.answer();
    expect(later.ports.recorded.at(-1)).toMatchObject({ program: { given: 'payload' } });
  });

  it('does not profit from arguments that fill a message', async () => {
    const both = new Both();
    const words = Array.from({ length: 400 }, () => '\u0001'.repeat(4_000));
    const lines = helper(['--preload', '/tmp/x.so', '/tmp/payload', ...words], { after: 9 });
    await both.deliver(delivery(copying()), delivery(lines));
    both.ports.excerpt = UNREADABLE;

    await both.answer(0, 3);

    expect(both.programs).toContain('/tmp/payload');
  });
});

describe('Settle fails, to be asked again, and ends the same', () => {
  it.each(['load', 'recall', 'between', 'remember', 'record', 'decide'] as const)(
    'where %s fails',
    async (call) => {
      const both = new Both();
      const [first, second] = cutAt([...likeLdd(), ...copying({ after: 1 })], 8);
      await both.deliver(first, second);
      both.ports.excerpt = { readable: true, lines: [...likeLdd(), ...copying({ after: 1 })] };

      both.ports.down.add(call);
      await expect(both.answer()).rejects.toThrow(`${call} is down`);
      both.ports.down.clear();
      expect(await both.answer()).toBe(true);

      expect(new Set(both.programs)).toEqual(new Set(['/bin/ls', '/tmp/helper']));
    },
  );
});
