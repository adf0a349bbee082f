/** Requests as Slack sends them to the function's address, and as others might. */
import { createHmac } from 'node:crypto';
import type { Incident } from '../../../shared/incident/incident.ts';
import { offerOf } from '../../../shared/response/offer.ts';
import type { DecisionKind } from '../../../shared/response/response.ts';
import { actionIdOf, buttonValue } from '../../../shared/slack/button.ts';

/** What an app's signing secret looks like. */
export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'.replace(/[^\da-f]/g, '0');
/** May decide. */
export const APPROVER = 'U0ANN0001';
/** Where the app is installed. */
export const TEAM = 'T0TEAM001';
/** Where Slack takes answers. */
export const RESPONSE_URL = 'https://hooks.slack.com/actions/T0TEAM001/123/abc';

/** A request as Lambda hands it on. */
export interface FunctionUrlEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

let presses = 0;

/** What a press of a button on the message of an incident sends, in the parts that tests change. */
export function payloadOf(
  incident: Incident,
  kind: DecisionKind,
  { member = APPROVER, team = TEAM, actionTs = `17955${++presses}.000100` } = {},
) {
  return {
    type: 'block_actions',
    user: { id: member, username: 'ann', name: 'ann', team_id: team },
    team: { id: team, domain: 'example' },
    api_app_id: 'A0APP0001',
    container: { type: 'message', message_ts: '1795500000.000100', channel_id: 'C00000001' },
    channel: { id: 'C00000001', name: 'alerts' },
    response_url: RESPONSE_URL,
    actions: [
      {
        action_id: actionIdOf(kind),
        block_id: 'x',
        type: 'button',
        action_ts: actionTs,
        value: buttonValue({
          incident: incident.id,
          generation: incident.generation,
          severity: incident.severity,
          offer: offerOf(incident.response.containment),
        }),
      },
    ],
  };
}

/** A payload as the body of a request. */
export function bodyOf(payload: object): string {
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** A body with the signature that Slack would give it at `now` (milliseconds since 1970). */
export function signed(body: string, now: number, secret = SIGNING_SECRET): FunctionUrlEvent {
  const timestamp = String(Math.floor(now / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
    body,
    isBase64Encoded: false,
  };
}
