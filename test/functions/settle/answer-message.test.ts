/** One message of the queue: answered, to come again, or refused until it is a dead letter. */
import { describe, expect, it } from 'vitest';
import { answerMessage } from '../../../functions/settle/answer-message.ts';
import { type SettleRequest, settleMessages } from '../../../shared/detection/settle-request.ts';
import { SCENE_ORIGIN } from '../scenes.ts';

const REQUEST: SettleRequest = {
  origin: SCENE_ORIGIN,
  events: [],
  cuts: [{ host: '', sourceEventId: '1.000:1', at: 5 }],
};
const [BODY = ''] = settleMessages(REQUEST);

async function answered(body: string, handle: (request: SettleRequest, attempt: number) => Promise<boolean>) {
  const log: string[] = [];
  const done = await answerMessage({ handle }, { messageId: 'm1', body, attempt: 2 }, (line) =>
    log.push(line),
  );
  return { done, log };
}

describe('answerMessage', () => {
  it('hands the request on, with how often it came', async () => {
    const seen: unknown[] = [];

    const { done, log } = await answered(BODY, async (...call) => {
      seen.push(call);
      return true;
    });

    expect({ done, log, seen }).toEqual({ done: true, log: [], seen: [[REQUEST, 2]] });
  });

  it('lets it come again where records may still come', async () => {
    expect(await answered(BODY, async () => false)).toEqual({ done: false, log: [] });
  });

  it('logs an error and lets it come again, and never throws', async () => {
    const { done, log } = await answered(BODY, async () => {
      throw new Error('the table is down');
    });

    expect(done).toBe(false);
    expect(log.map((line) => JSON.parse(line))).toEqual([
      { failed: 'm1', error: 'Error: the table is down' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['another shape', '{"origin":{}}'],
    ['a time that is none', BODY.replace('"at":5', '"at":null')],
  ])('refuses %s without asking anybody', async (_, body) => {
    const { done, log } = await answered(body, async () => {
      throw new Error('asked');
    });

    expect(done).toBe(false);
    expect(log).toEqual([expect.stringContaining('no request that this version can read')]);
  });
});
