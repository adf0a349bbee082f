/**
 * Answers only the person who pressed a button sees (docs.slack.dev, "Handling user interaction", "Message responses").
 * What the request itself is answered with is shown to nobody.
 */
import type { SlackMessage } from '../alert/slack/slack-message.ts';

/** Slack's commercial service, and that of the government. */
const ADDRESS = /^https:\/\/hooks\.slack(?:-gov)?\.com\/[\w/-]{1,500}$/;

/** An address of Slack's to answer to. */
export type ResponseUrl = string & { readonly brand: 'ResponseUrl' };

/** @returns null where it is no address of Slack's: nothing is sent elsewhere, whoever asks for it */
export function responseUrlOf(text: string): ResponseUrl | null {
  return ADDRESS.test(text) ? (text as ResponseUrl) : null;
}

/** Answers. */
export class PrivateAnswers {
  private readonly fetch: (url: string, init: RequestInit) => Promise<Response>;

  constructor(fetch: (url: string, init: RequestInit) => Promise<Response>) {
    this.fetch = fetch;
  }

  /**
   * Says something to whoever pressed, once and without a guarantee.
   *
   * @param timeout - milliseconds
   * @returns whether Slack took it; nothing is thrown
   */
  async say(url: ResponseUrl, message: SlackMessage, timeout: number): Promise<boolean> {
    try {
      const { ok } = await this.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: false }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
      });
      return ok;
    } catch {
      return false;
    }
  }
}
