/** One request to Slack: bounded in time, and patient where Slack asks for patience. */
import { SlackBusy, SlackFailure } from './errors.ts';

/** What requests are made with. */
export interface SlackHttp {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds until an answer is waited for no longer. */
  readonly timeout: number;
}

/** An answer that is neither "too many" nor a failure of the server. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Attempts of one request that Slack said was one too many. */
const MOST_ATTEMPTS = 3;
/** Seconds that are waited in the function; longer ones are left to the queue. */
const LONGEST_WAIT = 8;

function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? 1);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : 1;
}

async function once({ fetch, timeout }: SlackHttp, what: string, url: string, init: RequestInit) {
  try {
    // A redirect would carry the token elsewhere. The signal holds for the body, too.
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeout) });
    return { response, body: await response.text() };
  } catch (error) {
    const why = error instanceof Error ? error.name : 'no answer';
    throw new SlackFailure(what, why, false);
  }
}

/**
 * Sends a request. Only where Slack says that it was one too many (429) it is sent again by itself: then it was not done.
 *
 * @param what - named in errors; never the address, which is a secret of a webhook
 * @throws SlackBusy, SlackFailure
 */
export async function request(
  http: SlackHttp,
  what: string,
  url: string,
  init: RequestInit,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const { response, body } = await once(http, what, url, init);
    if (response.status >= 500) throw new SlackFailure(what, `status ${response.status}`, true);
    if (response.status !== 429) return { status: response.status, body };
    const seconds = secondsOf(response.headers.get('retry-after'));
    if (attempt >= MOST_ATTEMPTS || seconds > LONGEST_WAIT) throw new SlackBusy(what, seconds);
    await http.sleep(seconds * 1000);
  }
}

/**
 * Tries again what failed.
 *
 * @param which - of the failures that are worth it: all of them for what may be done twice, reading and editing
 * @throws SlackFailure after the last attempt, and at once what is no such failure
 */
export async function retrying<Result>(
  http: SlackHttp,
  work: () => Promise<Result>,
  which: (failure: SlackFailure) => boolean = () => true,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SlackFailure) || !which(error) || attempt >= MOST_ATTEMPTS) throw error;
      await http.sleep(attempt * 500);
    }
  }
}
