/** A press of a button, from a request that Slack signed (docs.slack.dev, "block_actions payload"). */
import * as z from 'zod/mini';
import { buttonOf, type PressedButton } from '../../shared/slack/button.ts';
import { type ResponseUrl, responseUrlOf } from '../../shared/slack/response-url.ts';

const Id = z.string().check(z.regex(/^[A-Z0-9]{2,30}$/));

const PayloadShape = z.looseObject({
  type: z.literal('block_actions'),
  user: z.looseObject({ id: Id, team_id: z.optional(Id) }),
  // Null where the app is installed for a whole organisation.
  team: z.nullable(z.looseObject({ id: Id })),
  response_url: z.optional(z.string()),
  actions: z.tuple([z.looseObject({ action_id: z.string(), value: z.string(), action_ts: z.string() })]),
});

/** Who pressed what. */
export interface Press {
  readonly button: PressedButton;
  /** Slack's id of a member. */
  readonly member: string;
  /** Workspaces that the request names: where it was pressed, and that of the member, who may be a guest from another. */
  readonly teams: readonly string[];
  /** Tells this press from another one of the same button by the same member. */
  readonly actionTs: string;
  readonly responseUrl: ResponseUrl | null;
}

/** @returns null where it is no press of a button of ours */
export function pressOf(body: Uint8Array): Press | null {
  try {
    const payload = new URLSearchParams(Buffer.from(body).toString('utf8')).get('payload');
    const { user, team, response_url, actions } = PayloadShape.parse(JSON.parse(payload ?? ''));
    const [{ action_id, value, action_ts }] = actions;
    const button = buttonOf(action_id, value);
    if (button === null) return null;
    return {
      button,
      member: user.id,
      teams: [team?.id, user.team_id].filter((id) => id !== undefined),
      actionTs: action_ts.slice(0, 64),
      responseUrl: responseUrlOf(response_url ?? ''),
    };
  } catch {
    return null;
  }
}
