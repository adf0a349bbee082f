/** A Slack workspace on this machine: its methods over HTTP, its channels in memory, and whatever can go wrong with it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';

/** What happens to one request. */
export type Mishap =
  /** 429 with Retry-After in seconds; nothing is done. */
  | { readonly kind: 'too-many'; readonly seconds: number }
  /** 500; done or not. */
  | { readonly kind: 'fails'; readonly done: boolean }
  /** Done, but the connection is cut before the answer. */
  | { readonly kind: 'no-answer'; readonly done: boolean }
  /** Nothing for so many milliseconds, then it is done and answered. */
  | { readonly kind: 'late'; readonly milliseconds: number }
  /** `ok: false` with an error of Slack's; nothing is done. */
  | { readonly kind: 'refuses'; readonly error: string };

const BodyShape = z.looseObject({
  channel: z.string().optional(),
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  metadata: z.unknown().optional(),
  oldest: z.string().optional(),
  cursor: z.string().optional(),
  include_all_metadata: z.string().optional(),
});
type Body = z.infer<typeof BodyShape>;

/** A message as it stands. */
export interface PostedMessage {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly text: string;
  readonly blocks: unknown;
  readonly metadata: unknown;
  /** Texts that it showed, the first one first. */
  readonly versions: readonly string[];
}

/** A request as it came. */
export interface SlackRequest {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

const PAGE = 3;

/** Starts with no messages and no mishaps. */
export class SlackServer {
  readonly requests: SlackRequest[] = [];
  /** Of the next requests of a method, in their order. */
  readonly mishaps = new Map<string, Mishap[]>();
  private readonly server: Server;
  private stored: PostedMessage[] = [];
  private count = 0;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<SlackServer> {
    const server = createServer();
    const slack = new SlackServer(server);
    server.on('request', (request, response) => void slack.answer(request, response));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return slack;
  }

  /** With a slash at its end. */
  get api(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `http://127.0.0.1:${address.port}/api/`;
  }

  /** Every message, the oldest first. */
  get messages(): readonly PostedMessage[] {
    return this.stored;
  }

  /** Somebody deletes all of them. */
  deleteMessages(): void {
    this.stored = [];
  }

  /** As it was at the start. */
  reset(): void {
    this.stored = [];
    this.requests.length = 0;
    this.mishaps.clear();
    this.count = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.url?.split('/').at(-1) ?? '';
    const { authorization, 'content-type': contentType } = request.headers;
    const written = await text(request);
    const body = BodyShape.parse(
      contentType?.startsWith('application/json')
        ? JSON.parse(written)
        : Object.fromEntries(new URLSearchParams(written)),
    );
    this.requests.push({ method, authorization, contentType, body });
    const mishap = this.mishaps.get(method)?.shift();
    switch (mishap?.kind) {
      case 'too-many':
        response.writeHead(429, { 'retry-after': String(mishap.seconds) }).end();
        return;
      case 'fails':
        if (mishap.done) this.work(method, body);
        response.writeHead(500).end('oops');
        return;
      case 'no-answer':
        if (mishap.done) this.work(method, body);
        response.destroy();
        return;
      case 'late':
        await wait(mishap.milliseconds);
        break;
      case 'refuses':
        response.end(JSON.stringify({ ok: false, error: mishap.error }));
        return;
    }
    const result = this.work(method, body);
    response.end(method === 'webhook' ? 'ok' : JSON.stringify(result));
  }

  private work(method: string, body: Body): object {
    switch (method) {
      case 'webhook':
      case 'chat.postMessage':
        return this.post(body);
      case 'chat.update':
        return this.update(body);
      case 'conversations.history':
        return this.page(this.stored.filter(({ thread }) => thread === null).toReversed(), body);
      case 'conversations.replies':
        return this.page(
          this.stored.filter(({ ts, thread }) => ts === body.ts || thread === body.ts),
          body,
        );
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  private post({ channel = 'webhook', thread_ts, text: shown = '', blocks, metadata }: Body): object {
    if (thread_ts !== undefined && !this.stored.some(({ ts }) => ts === thread_ts))
      return { ok: false, error: 'thread_not_found' };
    this.count++;
    const ts = `1795500000.${String(this.count).padStart(6, '0')}`;
    const thread = thread_ts ?? null;
    this.stored.push({ ts, channel, thread, text: shown, blocks, metadata, versions: [shown] });
    return { ok: true, channel, ts };
  }

  private update({ channel, ts, text: shown = '', blocks, metadata }: Body): object {
    const at = this.stored.findIndex((message) => message.ts === ts && message.channel === channel);
    const before = this.stored[at];
    if (before === undefined) return { ok: false, error: 'message_not_found' };
    this.stored[at] = { ...before, text: shown, blocks, metadata, versions: [...before.versions, shown] };
    return { ok: true, channel, ts };
  }

  private page(all: readonly PostedMessage[], { channel, cursor = '0', include_all_metadata }: Body): object {
    const mine = all.filter((message) => message.channel === channel);
    const from = Number(cursor);
    const messages = mine.slice(from, from + PAGE).map(({ ts, text: shown, metadata }) => ({
      ts,
      text: shown,
      // Without being asked Slack names the type alone (python-slack-sdk issue 1501).
      ...(include_all_metadata === 'true' ? { metadata } : {}),
    }));
    const next = from + PAGE < mine.length ? String(from + PAGE) : '';
    return { ok: true, messages, response_metadata: { next_cursor: next } };
  }
}
