/** Parameters that several runbooks take. */
import type { ActionParameter } from './action.ts';

/** The instance. */
export const INSTANCE_ID: ActionParameter = {
  description: 'Id of the instance, in this account and region',
  pattern: '^i-[0-9a-f]{8,17}$',
  standard: null,
};

/** Why; it is written down and shown, and nothing depends on it. Without braces: `{{ }}` would be a reference. */
export const INCIDENT: ActionParameter = {
  description: 'What this is done for: the id of an incident, or of a ticket',
  pattern: '^[A-Za-z0-9#:_./@-]{1,200}$',
  standard: 'by-hand',
};
