import type { Scenario } from '../scenario.ts';
import { base } from './base.ts';
import { besideLdd } from './beside-ldd.ts';
import { copies } from './copies.ts';
import { crowd, installations } from './crowd.ts';
import { fakeLdd } from './fake-ldd.ts';
import { abusedFamilies } from './families-abused.ts';
import { knownFamilies } from './families-real.ts';
import { injection } from './injection.ts';
import { inspection } from './inspection.ts';
import { interpreter } from './interpreter.ts';
import { interruptedLdd } from './interrupted-ldd.ts';
import { launchers } from './launchers.ts';
import { lookalikes } from './lookalikes.ts';
import { oddExecs } from './odd-execs.ts';
import { options } from './options.ts';
import { otherNames } from './other-names.ts';
import { payloadNames } from './payload-names.ts';
import { prepare } from './prepare.ts';
import { staging } from './staging.ts';
import { staticPrograms } from './static-programs.ts';

/** The groups of scenarios that can be recorded, each in its order. */
export const sets: Readonly<Record<string, readonly Scenario[]>> = {
  base,
  disguises: [
    ...prepare,
    ...fakeLdd,
    ...interruptedLdd,
    ...besideLdd,
    ...injection,
    ...otherNames,
    ...copies,
    ...options,
    ...payloadNames,
    ...launchers,
    ...oddExecs,
    ...interpreter,
    ...staging,
    ...knownFamilies,
    ...abusedFamilies,
    ...inspection,
    ...lookalikes,
    ...staticPrograms,
  ],
  crowd: [...prepare, ...crowd],
  installations,
};

/** Scenarios that others build on, recorded whatever is chosen of their set. */
const foundations: ReadonlySet<string> = new Set(['setup', 'prepare']);

/** The scenarios of some sets, or those with the given ids only. Both are lists with commas. */
export function chosen(names: string, only: string | undefined): readonly Scenario[] {
  const all = names.split(',').flatMap((name) => {
    const found = sets[name];
    if (!found) throw new Error(`There is no set "${name}", only ${Object.keys(sets).join(', ')}.`);
    return found;
  });
  const ids = only?.split(',');
  return ids ? all.filter(({ id }) => ids.includes(id) || foundations.has(id)) : all;
}
