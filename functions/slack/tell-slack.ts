/** Tells each alert in the Slack channels that it belongs to. What was told is remembered by threads (slack-threads.ts). */
import type { AlertOutput } from '../../shared/aws/alert-queue.ts';
import type { Secret } from '../../shared/aws/secret.ts';
import { isOfSecret } from '../../shared/slack/errors.ts';
import { destinationsOf, type SlackRouting } from './routing.ts';
import type { Teller } from './teller.ts';

/** What it works with. */
export interface TellSlackSurroundings {
  readonly teller: Teller;
  readonly routing: SlackRouting;
  readonly secret: Pick<Secret, 'forget'>;
}

/** Channels that were not told, and why. */
class ChannelsUntoldError extends Error {
  override readonly name = 'ChannelsUntoldError';
}

/** Slack as somewhere that alerts are handed on to. */
export function tellSlack({ teller, routing, secret }: TellSlackSurroundings): AlertOutput {
  return {
    name: 'Slack',
    deliver: async ({ incident, uid }) => {
      const untold: string[] = [];
      for (const destination of destinationsOf(routing, incident)) {
        try {
          await teller.tell(incident, destination);
        } catch (error) {
          // The other channels are told all the same.
          if (isOfSecret(error)) secret.forget();
          untold.push(`${destination.channel}: ${String(error)}`);
        }
      }
      if (untold.length > 0) throw new ChannelsUntoldError(`alert ${uid}, ${untold.join('; ')}`);
    },
  };
}
