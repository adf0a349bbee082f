/** A batch of the queue: each message answered, to come again, or refused until it is a dead letter. */
import { describe, expect, it } from 'vitest';
import { answerMessages } from '../../../functions/settle/answer-messages.ts';
import type { Answers } from '../../../functions/settle/settle.ts';
import { type SettleRequest, settleMessages } from '../../../shared/detection/settle-request.ts';
import { SCENE_ORIGIN } from '../scenes.ts';

const REQUEST: SettleRequest = {
  origin: SCENE_ORIGIN,
  events: [],
  cuts: [{ host: '', sourceEventId: '1.000:1', at: 5 }],
};
const [BODY = ''] = settleMessages(REQUEST);
const ANSWERS: Answers = { origin: SCENE_ORIGIN, found: new Map(), wasRead: true };

type Judge = (request: SettleRequest, attempt: number) => Promise<Answers | null>;

/** Answers messages m1, m2, … that come for the second time. */
async function answered(
  bodies: readonly string[],
  judge: Judge,
  keep: () => Promise<void> = async () => undefined,
  hasTime: () => boolean = () => true,
) {
  const log: string[] = [];
  const kept: number[] = [];
  const settle = {
    judge,
    keep: async (answers: readonly Answers[]) => {
      kept.push(answers.length);
      await keep();
    },
  };
  const messages = bodies.map((body, index) => ({ messageId: `m${index + 1}`, body, attempt: 2 }));
  const again = await answerMessages(settle, messages, (line) => void log.push(line), hasTime);
  return { again, kept, log: log.map((line) => JSON.parse(line) as unknown) };
}

describe('answerMessages', () => {
  it('hands each request on, with how often it came, and keeps all answers at once', async () => {
    const seen: unknown[] = [];

    const { again, kept, log } = await answered([BODY, BODY, BODY], async (...call) => {
      seen.push(call);
      return ANSWERS;
    });

    expect(seen).toEqual([
      [REQUEST, 2],
      [REQUEST, 2],
      [REQUEST, 2],
    ]);
    expect({ again, kept, log }).toEqual({ again: [], kept: [3], log: [] });
  });

  it('lets those come again whose records may still come, and keeps the others', async () => {
    let calls = 0;

    const { again, kept } = await answered([BODY, BODY], async () => (++calls === 1 ? null : ANSWERS));

    expect({ again, kept }).toEqual({ again: ['m1'], kept: [1] });
  });

  it('logs an error, lets that one come again, and never throws', async () => {
    let calls = 0;

    const { again, kept, log } = await answered([BODY, BODY], async () => {
      if (++calls === 1) throw new Error('the log is down');
      return ANSWERS;
    });

    expect({ again, kept }).toEqual({ again: ['m1'], kept: [1] });
    expect(log).toEqual([{ failed: 'm1', error: 'Error: the log is down' }]);
  });

  it('keeps each by itself where they can not be kept together, and lets only those come again that can not be kept', async () => {
    let calls = 0;

    const { again, kept } = await answered(
      [BODY, BODY, BODY],
      async () => ANSWERS,
      async () => {
        // All together, and then the second.
        if (++calls === 1 || calls === 3) throw new Error('an item can not be read');
      },
    );

    expect(again).toEqual(['m2']);
    expect(kept).toEqual([3, 1, 1, 1]);
  });

  it('begins no more questions where the time is nearly over, and keeps what was answered', async () => {
    let questions = 0;

    const { again, kept } = await answered(
      [BODY, BODY, BODY],
      async () => ANSWERS,
      async () => undefined,
      () => ++questions <= 1,
    );

    expect({ again, kept }).toEqual({ again: ['m2', 'm3'], kept: [1] });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['another shape', '{"origin":{}}'],
    ['a time that is none', BODY.replace('"at":5', '"at":null')],
  ])('refuses %s without asking anybody, and answers the one beside it', async (_, body) => {
    const asked: unknown[] = [];

    const { again, log } = await answered([body, BODY], async (request) => {
      asked.push(request);
      return ANSWERS;
    });

    expect({ again, asked }).toEqual({ again: ['m1'], asked: [REQUEST] });
    expect(log).toEqual([{ failed: 'm1', error: expect.stringContaining('this version can read') }]);
  });
});
