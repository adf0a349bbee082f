/** An incoming webhook of Slack: posts into the one channel it was made for; can't edit, has no threads, finds nothing. */
import type { SlackMessage } from '../alert/slack/slack-message.ts';
import { errorOf, SlackSecretError } from './errors.ts';
import { request, retrying, type SlackHttp } from './http.ts';

/** Slack's commercial service, and that of the government. */
const ADDRESS = /^https:\/\/hooks\.slack(?:-gov)?\.com\/[\w/-]+$/;
/** Slack's word for what went wrong is all that there is of an answer. */
const CODE = /^[a-z_]{1,60}$/;

/**
 * @param secret - what the secret holds
 * @throws SlackSecretError
 */
export function webhookAddress(secret: string): string {
  const address = secret.trim();
  if (ADDRESS.test(address)) return address;
  throw new SlackSecretError(
    'the secret is no address of a Slack webhook: it has to hold nothing but https://hooks.slack.com/services/…, as docs/slack.md says',
  );
}

/** What posts. */
export class SlackWebhook {
  private readonly http: SlackHttp;
  private readonly address: () => Promise<string>;

  constructor(http: SlackHttp, address: () => Promise<string>) {
    this.http = http;
    this.address = address;
  }

  /**
   * Posts. What Slack said it failed at is tried again: whether it was done all the same can't be asked. Where it did not
   * answer at all it is likelier that it was, and that is left to whoever called.
   *
   * @throws SlackRefusal, SlackBusy, SlackFailure
   */
  async post(message: SlackMessage): Promise<void> {
    const url = await this.address();
    const body = JSON.stringify({ ...message, unfurl_links: false, unfurl_media: false });
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const answer = await retrying(
      this.http,
      async () => request(this.http, 'the webhook', url, { method: 'POST', headers, body }),
      ({ answered }) => answered,
    );
    if (answer.status === 200) return;
    const code = answer.body.trim();
    throw errorOf('the webhook', CODE.test(code) ? code : `status_${answer.status}`);
  }
}
