/** Tells the first findings of a behaviour from their repetitions, so that a thousand of one don't hide the other. */

import { BoundedMap } from '../../shared/bounded-map.ts';
import { loaderPathOf, payloadOf } from '../../shared/detection/described.ts';
import type { Finding } from '../../shared/detection/finding.ts';

const MOST_BEHAVIOURS = 10_000;
/** As often as one behaviour is shown in full. */
const SHOWN = 2;

function behaviour(finding: Finding): string {
  const payload = payloadOf(finding);
  const { host, user } = finding.event;
  return JSON.stringify([
    finding.kind,
    finding.severity,
    host,
    user.uid,
    payload?.path ?? payload?.given,
    loaderPathOf(finding),
  ]);
}

/** Counts what need not be shown again. */
export class Repetition {
  /** Findings that were like one already shown. */
  hidden = 0;
  private readonly seen = new BoundedMap<string, number>(MOST_BEHAVIOURS);

  /** Is this one still to be shown? */
  isNew(finding: Finding): boolean {
    const key = behaviour(finding);
    const times = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, times);
    if (times > SHOWN) this.hidden++;
    return times <= SHOWN;
  }
}
