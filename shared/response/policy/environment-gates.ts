/** Gates that look at where it happened and at what is allowed there. */
import { closed, type Gate, OPEN } from './gate.ts';
import { modeOf } from './policy.ts';

/** Is it certain which environment this is? */
export const environmentIsKnown: Gate = ({ environment: { forContainment, because } }) =>
  forContainment === null ? closed(`the environment is not certain: ${because}`) : OPEN;

/** Does the environment's mode go as far as asking? */
export const modeGoesThatFar: Gate = ({ policy, environment: { forContainment } }) => {
  const mode = modeOf(policy, forContainment);
  // Of an environment that is not known, the gate before says so.
  if (forContainment === null || mode === 'propose' || mode === 'contain') return OPEN;
  return closed(`in ${forContainment}, containment is set to "${mode ?? 'nothing'}": nothing is done`);
};
