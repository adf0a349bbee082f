import { LD } from '../machine.ts';
import { home, type Scenario, WORK } from '../scenario.ts';
import { type Family, families } from './families.ts';

const enter = (id: string): string => `mkdir -p ${home(id)}; cd ${home(id)}`;

/** The product where it belongs: worth a word, not an alarm. */
const real = (one: Family): Scenario => ({
  id: `family-${one.id}`,
  verdict: 'execute',
  payload: one.payload,
  mentions: one.name,
  severity_at_most: 'medium',
  tolerate_stage: true,
  script: `${enter(`family-${one.id}`)}; R=\n${one.script}`,
  ...one.details,
  makes: [one.root, ...(one.details?.makes ?? [])],
});

/** The same files below a directory of the attacker's. */
const imitated = (one: Family): Scenario => {
  const id = `imitated-${one.id}`;
  const { makes, ...details } = one.details ?? {};
  return {
    id,
    verdict: 'execute',
    payload: `${home(id)}${one.payload}`,
    severity_at_least: 'high',
    as: 'user',
    script: `${enter(id)}; R=$PWD\n${one.script}`,
    ...details,
  };
};

/** Products that run programs through a loader: as they are, and imitated. */
export const knownFamilies: readonly Scenario[] = [
  ...families.map(real),
  ...families.map(imitated),
  {
    id: 'imitated-appimage',
    verdict: 'execute',
    payload: '/tmp/.mount_appX1y2Z3/usr/bin/.App.elf',
    severity_at_least: 'high',
    as: 'user',
    script: `M=/tmp/.mount_appX1y2Z3; mkdir -p $M/usr/bin; cp ${WORK}/payload $M/usr/bin/.App.elf; ${LD} $M/usr/bin/.App.elf; rm -r $M`,
    makes: ['/tmp/.mount_appX1y2Z3'],
    note: 'A plain directory that is named like a mounted AppImage.',
  },
];
