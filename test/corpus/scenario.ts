import type { Label } from './labels.ts';

/** A label together with what has to be done to make it true. */
export interface Scenario extends Label {
  /** Run by `/bin/bash -c`, with /tmp as its directory. */
  readonly script: string;
  /** Who runs it: root, or a user without a name and without rights. Root if not told. */
  readonly as?: 'root' | 'user';
  /**
   * What must be there: a command's name, an absolute path, or `m32`, `static`
   * (the compiler can build such programs). Else the scenario is skipped.
   */
  readonly needs?: readonly string[];
  /** Paths the script makes outside the work directory: skipped if one exists, removed afterwards. */
  readonly makes?: readonly string[];
  /** Whether the payload's output must be seen. If not told: exactly when the verdict says that it ran. */
  readonly ran?: boolean | 'either';
  /** Longest duration; a minute if not told. */
  readonly seconds?: number;
}

/** The directory in which the scenarios work. */
export const WORK = '/tmp/.w';

/** Parts of a scenario that have a usual value. */
export type Details = Partial<Omit<Scenario, 'id' | 'verdict' | 'script'>>;

/** The directory of one scenario. Each has its own, so that none inherits another's names. */
export const home = (id: string): string => `${WORK}/${id}`;

/** A scenario that starts in its own directory, with a fresh payload `p` there. */
export function scene(
  id: string,
  verdict: Label['verdict'],
  script: string,
  details: Details = {},
): Scenario {
  const enter = `mkdir -p ${home(id)}; cd ${home(id)}; cp ../payload p`;
  return { id, verdict, script: `${enter}\n${script}`, ...details };
}

/** A scene in which `p` of the scenario's directory, spelt in full, is run through a loader. */
export function attack(id: string, script: string, details: Details = {}): Scenario {
  return scene(id, 'execute', script, { payload: `${home(id)}/p`, ...details });
}
