/** Ends the sessions of a role: credentials that were taken from an instance work from anywhere until they expire. */
import type { Action, ActionParameter, ActionPlace } from './action.ts';
import { OPTED_IN } from './opt-in.ts';

const ROLE_NAME: ActionParameter = {
  description: 'Name of the role, without its path: the one in the instance profile of the instance',
  pattern: '^[A-Za-z0-9+=,.@_-]{1,64}$',
  standard: null,
};

function roleArns({ partition, account }: ActionPlace): string[] {
  return [`arn:${partition}:iam::${account}:role/*`];
}

/** The action. */
export const REVOKE_SESSIONS: Action<'RoleName' | 'IssuedBefore'> = {
  name: 'revoke-sessions',
  summary:
    'Refuses everything to credentials of a role that were issued before a moment, wherever they are used: on every ' +
    'instance with that role, until it gets new ones.',
  does: () =>
    'refuses everything to the credentials of its role that were issued until now, on every instance with that role, until each ' +
    'has got new ones',
  undo: {
    kind: 'action',
    action: 'restore-sessions',
    says: 'takes the refusal away; credentials that were issued since were never refused',
  },
  parameters: {
    RoleName: ROLE_NAME,
    IssuedBefore: {
      description: 'The moment, in UTC: 2026-11-24T18:00:00Z',
      pattern: '^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$',
      standard: null,
    },
  },
  statements: (place) => [
    { actions: ['iam:PutRolePolicy'], resources: roleArns(place), conditions: OPTED_IN },
  ],
};

/** Its undo. */
export const RESTORE_SESSIONS: Action<'RoleName'> = {
  name: 'restore-sessions',
  summary: 'Takes away what revoke-sessions put on a role.',
  does: () => 'takes the refusal of earlier credentials off its role',
  undo: { kind: 'action', action: 'revoke-sessions', says: 'refuses them again' },
  parameters: { RoleName: ROLE_NAME },
  statements: (place) => [
    { actions: ['iam:DeleteRolePolicy'], resources: roleArns(place), conditions: OPTED_IN },
  ],
};
