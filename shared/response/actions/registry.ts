/** Every action by its name. */
import type { Action, ActionName } from './action.ts';
import { CONTAIN_INSTANCE } from './contain-instance.ts';

/** The actions that there are. */
export const ACTIONS: Readonly<Partial<Record<ActionName, Action>>> = {
  'contain-instance': CONTAIN_INSTANCE,
};
