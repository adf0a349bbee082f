/** Slack's Web API, as far as a bot needs it that opens threads, goes on in them and keeps their first messages current. */
import * as z from 'zod/mini';
import type { SlackMessage } from '../alert/slack/slack-message.ts';
import { errorOf, SlackFailure, SlackSecretError } from './errors.ts';
import { request, retrying, type SlackHttp } from './http.ts';
import { MARK_TYPE, type MessageMark, markOf } from './mark.ts';

/** Of Slack's commercial service. */
const API = 'https://slack.com/api/';
/** Messages of one page, and pages that are read: a thousand is as much as a channel says in ten minutes. */
const PAGE = 200;
const MOST_PAGES = 5;

/**
 * @param secret - what the secret holds
 * @throws SlackSecretError
 */
export function botToken(secret: string): string {
  const token = secret.trim();
  if (/^xoxb-[\w-]+$/.test(token)) return token;
  throw new SlackSecretError(
    'the secret is no token of a Slack bot: it has to hold nothing but xoxb-…, as docs/slack.md says',
  );
}

const AnswerShape = z.looseObject({ ok: z.boolean(), error: z.optional(z.string()) });
const PostedShape = z.looseObject({ ts: z.string() });
const PageShape = z.looseObject({
  messages: z.array(z.looseObject({ ts: z.string(), metadata: z.optional(z.unknown()) })),
  response_metadata: z.optional(z.looseObject({ next_cursor: z.optional(z.string()) })),
});

/** What a bot is made with. */
export interface BotSurroundings {
  readonly http: SlackHttp;
  /** @throws Error where it can't be read */
  readonly token: () => Promise<string>;
  /** @default Slack's commercial service; with a slash at its end */
  readonly api?: string;
}

/** A message that was found in a channel. */
export interface FoundMessage {
  readonly ts: string;
  readonly mark: MessageMark;
}

/** Every method throws SlackRefusal, SlackBusy or SlackFailure where it wasn't done or may not have been. */
export class SlackBot {
  private readonly surroundings: BotSurroundings;

  constructor(surroundings: BotSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Posts once: never again by itself, because what Slack failed at may have been done.
   *
   * @param thread - `ts` of the message whose thread it goes into, null for the channel itself
   * @returns its `ts`, by which it is edited and answered
   */
  async post(
    channel: string,
    thread: string | null,
    message: SlackMessage,
    mark: MessageMark,
  ): Promise<string> {
    const place = thread === null ? {} : { thread_ts: thread };
    const quiet = { unfurl_links: false, unfurl_media: false };
    const answer = await this.call('chat.postMessage', {
      json: { channel, ...place, ...message, ...quiet, ...PLAIN, metadata: metadataOf(mark) },
    });
    return parsed('chat.postMessage', PostedShape, answer).ts;
  }

  /** Puts another text in the place of a message's. */
  async edit(channel: string, ts: string, message: SlackMessage, mark: MessageMark): Promise<void> {
    const json = { channel, ts, ...message, ...PLAIN, metadata: metadataOf(mark) };
    await retrying(this.surroundings.http, async () => this.call('chat.update', { json }));
  }

  /**
   * Looks for a message of ours.
   *
   * @param thread - `ts` of a thread's first message, or null for the messages of the channel itself
   * @param since - milliseconds since 1970, before which it can't have been posted
   */
  async find(
    channel: string,
    thread: string | null,
    since: number,
    isIt: (mark: MessageMark) => boolean,
  ): Promise<FoundMessage | null> {
    const method = thread === null ? 'conversations.history' : 'conversations.replies';
    const form = {
      channel,
      ...(thread === null ? {} : { ts: thread }),
      oldest: (since / 1000).toFixed(6),
      limit: String(PAGE),
      include_all_metadata: 'true',
    };
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const more = cursor === '' ? form : { ...form, cursor };
      const answer = await retrying(this.surroundings.http, async () => this.call(method, { form: more }));
      const { messages, response_metadata } = parsed(method, PageShape, answer);
      for (const { ts, metadata } of messages) {
        const mark = markOf(metadata);
        if (mark !== null && isIt(mark)) return { ts, mark };
      }
      cursor = response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    return null;
  }

  private async call(
    method: string,
    content: { readonly json: object } | { readonly form: Record<string, string> },
  ): Promise<unknown> {
    const { http, api = API, token } = this.surroundings;
    // Methods that read take no JSON (docs.slack.dev, "Using the Web API").
    const [type, body] =
      'json' in content
        ? ['application/json; charset=utf-8', JSON.stringify(content.json)]
        : ['application/x-www-form-urlencoded', new URLSearchParams(content.form).toString()];
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': type };
    const answer = await request(http, method, `${api}${method}`, { method: 'POST', headers, body });
    const { ok, error } = parsed(method, AnswerShape, answer.body);
    if (!ok) throw errorOf(method, error ?? 'unknown_error');
    return answer.body;
  }
}

/** No texts are turned into links, whoever's they are. */
const PLAIN = { parse: 'none', link_names: false };

function metadataOf({ incident, generation, part }: MessageMark) {
  return { event_type: MARK_TYPE, event_payload: { incident, generation, part } };
}

/** @throws SlackFailure where it is no answer of Slack's */
function parsed<Shape extends z.ZodMiniType>(what: string, shape: Shape, body: unknown): z.infer<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(String(body));
  } catch {
    throw new SlackFailure(what, 'the answer is no JSON', true);
  }
  const result = shape.safeParse(value);
  if (!result.success) throw new SlackFailure(what, 'the answer has another shape', true);
  return result.data;
}
