/**
 * Tells through a webhook, which has no threads and edits nothing: each generation is a message of its own. Posted first,
 * noted then, as nobody can look what was posted: it may come twice and never not at all.
 */
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import { updateAlone } from '../../shared/alert/slack/update-message.ts';
import type { SlackThreadStore } from '../../shared/aws/slack-threads.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { wasNotDone } from '../../shared/slack/errors.ts';
import type { SlackWebhook } from '../../shared/slack/webhook.ts';
import { heldThread, letGo, type Teller } from './teller.ts';

/** Stands where a thread has its channel: that of a webhook is its own secret. */
const CHANNEL = 'webhook';

/** What it works with. */
export interface WebhookTellerSurroundings {
  readonly webhook: Pick<SlackWebhook, 'post'>;
  readonly threads: SlackThreadStore;
  /** Milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Tells through a webhook. */
export class WebhookTeller implements Teller {
  private readonly surroundings: WebhookTellerSurroundings;

  constructor(surroundings: WebhookTellerSurroundings) {
    this.surroundings = surroundings;
  }

  async tell(incident: Incident): Promise<void> {
    const { webhook, threads, sleep } = this.surroundings;
    const { generation } = incident;
    const held = await heldThread(threads, incident, CHANNEL, sleep);
    const { told } = held.state;
    try {
      if (!told.has(generation)) {
        await webhook.post(told.size === 0 ? alertMessage(incident) : updateAlone(incident));
        await held.told(generation);
      }
      await held.done(generation, true);
    } catch (error) {
      if (wasNotDone(error)) await letGo(held, generation);
      throw error;
    }
  }
}
