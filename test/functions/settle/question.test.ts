/** What a request asks, and what an execution answers by itself and with the log around it. */
import { describe, expect, it } from 'vitest';
import { readDelivery } from '../../../functions/detect/first-pass.ts';
import {
  answerBySelf,
  answerInContext,
  factsFrom,
  isWhole,
  type Question,
  questionsOf,
} from '../../../functions/settle/question.ts';
import type { HostFact } from '../../../shared/detection/host-facts.ts';
import { judgeInContext } from '../../../shared/detection/in-context.ts';
import type { KeptLine } from '../../../shared/telemetry/cut-event.ts';
import { MemoryPorts } from '../ports.ts';
import {
  attack,
  copying,
  delivery,
  helper,
  likeLdd,
  logEventId,
  ordinary,
  records,
  SCENE_ORIGIN,
  SCENE_TIME,
} from '../scenes.ts';

const ID = '1795400000.000:100';
const KEY = { origin: SCENE_ORIGIN, host: '', sourceEventId: ID };
const NOTHING = new Map<string, readonly HostFact[]>();
const COPY: HostFact = {
  fact: 'copy',
  since: SCENE_TIME - 86_400_000,
  path: '/tmp/helper',
  family: 'glibc',
  madeBy: '1.000:1',
};
const REMEMBERED = new Map([['', [COPY]]]);

function numbered(lines: readonly string[]): KeptLine[] {
  return lines.map((line, at) => ({ id: logEventId(at), line }));
}

/** The question about an execution of which these records were kept. */
async function aboutCut(lines: readonly string[]): Promise<Question | undefined> {
  const ports = new MemoryPorts();
  await ports.cuts.keep(KEY, numbered(lines));
  const cuts = [{ host: '', sourceEventId: ID, at: SCENE_TIME }];
  const [question] = await questionsOf({ origin: SCENE_ORIGIN, events: [], cuts }, ports.cuts);
  return question;
}

/** As `aboutCut`, where there must be one. */
async function cutQuestion(lines: readonly string[]): Promise<Question> {
  const question = await aboutCut(lines);
  if (question === undefined) throw new Error('no question');
  return question;
}

/** The question about an execution that was seen whole. */
async function wholeQuestion(lines: readonly string[]): Promise<Question> {
  const [event] = readDelivery(delivery(lines)).events;
  if (event === undefined) throw new Error('no execution');
  const request = { origin: SCENE_ORIGIN, events: [{ event, at: SCENE_TIME }], cuts: [] };
  const [question] = await questionsOf(request, new MemoryPorts().cuts);
  if (question === undefined) throw new Error('no question');
  return question;
}

describe('questionsOf', () => {
  it('takes an execution that was seen whole as it is', async () => {
    const question = await wholeQuestion(likeLdd());

    expect(question).toMatchObject({
      id: ID,
      at: SCENE_TIME,
      key: null,
      pointer: { position: logEventId(0) },
    });
    expect(isWhole(question)).toBe(true);
  });

  it('puts a cut one together from what is kept, and points to its first line', async () => {
    const question = await cutQuestion(attack().toReversed());

    expect(question).toMatchObject({ id: ID, host: '', key: KEY, pointer: { position: logEventId(0) } });
    expect(isWhole(question)).toBe(true);
  });

  it('knows one of which something is missing still', async () => {
    const question = await cutQuestion(attack().slice(0, 2));

    expect(question.event?.missing).toEqual(['working-directory', 'files']);
    expect(isWhole(question)).toBe(false);
  });

  it('knows one whose records tell no execution yet', async () => {
    expect(await cutQuestion(attack().slice(2))).toMatchObject({ id: ID, event: null });
  });

  it('leaves out what was decided, or is kept no more', async () => {
    const ports = new MemoryPorts();
    const cuts = [{ host: '', sourceEventId: ID, at: SCENE_TIME }];
    const request = { origin: SCENE_ORIGIN, events: [], cuts };

    expect(await questionsOf(request, ports.cuts)).toEqual([]);
    await ports.cuts.decide(KEY, true, 1);
    expect(await questionsOf(request, ports.cuts)).toEqual([]);
  });
});

describe('answerBySelf', () => {
  it('is the finding where the execution is certain, once it is whole', async () => {
    expect(answerBySelf(await cutQuestion(attack()), NOTHING)).toMatchObject([
      { kind: 'execute', program: { path: '/tmp/payload' } },
    ]);
  });

  it('is nothing where the execution was ordinary, or inspected something', async () => {
    expect(answerBySelf(await cutQuestion(ordinary()), NOTHING)).toEqual([]);
    const list = attack({ argv: ['/lib64/ld-linux-x86-64.so.2', '--list', '/bin/ls'] });
    expect(answerBySelf(await cutQuestion(list), NOTHING)).toEqual([]);
  });

  it('finds the copy of a copy with what is remembered, and not without', async () => {
    const again = records({
      argv: ['cp', '/tmp/helper', '/tmp/x'],
      exe: '/usr/bin/cp',
      files: ['/usr/bin/cp', '/lib64/ld-linux-x86-64.so.2'],
    });

    expect(answerBySelf(await cutQuestion(again), REMEMBERED)).toMatchObject([{ kind: 'stage' }]);
    expect(answerBySelf(await cutQuestion(again), NOTHING)).toEqual([]);
  });

  it.each([
    ['something is missing', attack().slice(0, 3)],
    ['it is no execution yet', attack().slice(2)],
    ['an ldd does the same', likeLdd()],
    ['it may be a loader under another name', helper(['/tmp/payload'])],
  ])('is open where %s', async (_, lines) => {
    expect(answerBySelf(await cutQuestion(lines), NOTHING)).toBeNull();
  });

  it('is open where it was seen whole at once: that is why it is asked', async () => {
    expect(answerBySelf(await wholeQuestion(likeLdd()), NOTHING)).toBeNull();
  });
});

describe('answerInContext', () => {
  const WHY = 'the log stream is not there';

  it('is what the log around it says', async () => {
    const question = await wholeQuestion(helper(['/tmp/payload'], { after: 9 }));
    const around = [...copying(), ...helper(['/tmp/payload'], { after: 9 })];

    const withCopy = answerInContext(question, judgeInContext(around, NOTHING), NOTHING, WHY);
    const without = answerInContext(question, judgeInContext(around.slice(6), NOTHING), NOTHING, WHY);

    expect(withCopy).toMatchObject([{ kind: 'execute', loader: { evidence: 'known-copy' } }]);
    expect(without).toEqual([]);
  });

  it('is an alert that says so where the log can not be read', async () => {
    const [finding, ...more] = answerInContext(await wholeQuestion(likeLdd()), null, NOTHING, WHY);

    expect(more).toEqual([]);
    expect(finding?.reasons.at(-1)).toMatchObject({
      id: 'context-unread',
      text: expect.stringContaining(WHY),
    });
  });

  it('is an alert that says so where the log does not hold it', async () => {
    const context = judgeInContext(ordinary({ after: 1 }), NOTHING);

    const answer = answerInContext(await wholeQuestion(likeLdd()), context, NOTHING, 'it does not hold it');

    expect(answer[0]?.reasons.at(-1)?.text).toContain('it does not hold it');
  });

  it('names what is missing where it is certain in spite of it', async () => {
    const answer = answerInContext(await cutQuestion(attack().slice(0, 1)), null, NOTHING, WHY);

    expect(answer).toMatchObject([
      { kind: 'execute', program: null, event: { missing: ['arguments', 'working-directory', 'files'] } },
    ]);
  });

  it('judges by what is remembered of the host where the log can not be read', async () => {
    const question = await wholeQuestion(helper(['payload']));

    expect(answerInContext(question, null, REMEMBERED, WHY)).toMatchObject([
      { loader: { evidence: 'known-copy' } },
    ]);
    expect(answerInContext(question, null, NOTHING, WHY)).toEqual([]);
  });

  it('is an alert where most arguments were too many to be sent', async () => {
    const question = await wholeQuestion(likeLdd());
    const event = question.event && {
      ...question.event,
      argv: [question.event.argv[0] ?? null, null],
      argvFidelity: 'truncated' as const,
      missing: ['arguments' as const],
    };

    expect(answerInContext({ ...question, event }, null, NOTHING, WHY)).toHaveLength(1);
  });

  it('is nothing where the records tell no execution, and the log neither', async () => {
    const question = await cutQuestion(attack().slice(2));

    expect(answerInContext(question, null, NOTHING, WHY)).toEqual([]);
    expect(answerInContext(question, judgeInContext([], NOTHING), NOTHING, WHY)).toEqual([]);
  });
});

describe('factsFrom', () => {
  it('is what a cut execution teaches, as far as the log or its own records tell it', async () => {
    const context = judgeInContext(copying(), NOTHING);

    expect(factsFrom(await cutQuestion(copying()), null, NOTHING)).toContainEqual(
      expect.objectContaining({ fact: 'copy', path: '/tmp/helper' }),
    );
    expect(factsFrom(await cutQuestion(copying().slice(2)), context, NOTHING)).toContainEqual(
      expect.objectContaining({ fact: 'copy', path: '/tmp/helper' }),
    );
    expect(factsFrom(await cutQuestion(copying().slice(2)), null, NOTHING)).toEqual([]);
  });

  it('knows the copy of a copy, and does not repeat what is remembered', async () => {
    const again = records({
      argv: ['cp', '/tmp/helper', '/tmp/x'],
      exe: '/usr/bin/cp',
      files: ['/usr/bin/cp', '/lib64/ld-linux-x86-64.so.2'],
    });
    const copies = (facts: readonly HostFact[]) =>
      facts.flatMap((fact) => (fact.fact === 'copy' ? [fact.path] : []));

    expect(copies(factsFrom(await cutQuestion(again), null, REMEMBERED))).toEqual([
      '/tmp/x',
      '/tmp/x/helper',
    ]);
    expect(copies(factsFrom(await cutQuestion(again), null, NOTHING))).toEqual([]);
  });

  it('is nothing of an execution that was seen whole at once: it has taught already', async () => {
    expect(factsFrom(await wholeQuestion(copying()), null, NOTHING)).toEqual([]);
  });
});
