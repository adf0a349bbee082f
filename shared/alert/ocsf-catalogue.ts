/** The rule as the catalogue that it comes from describes it: what it is, how it is mapped to ATT&CK, what to do. */
import type { Technique } from '../detection/techniques.ts';
import type { Environment } from '../incident/incident.ts';
import type { CataloguedMapping, OcsfAttack, OcsfDetectionFinding } from './ocsf-shape.ts';

/** The rule. */
export const ANALYTIC: OcsfDetectionFinding['finding_info']['analytic'] = {
  name: 'binary_executed_by_loader',
  uid: 'binary_executed_by_loader',
  type: 'Rule',
  type_id: 1,
  category: 'Execution',
  desc: 'binary executed through loader',
};

/** Its mapping as catalogued, which is told beside the corrected one so that both can be found. */
export const CATALOGUED: CataloguedMapping = {
  category: 'Execution',
  method: 'System Services',
  importance: 'critical',
  technique: 'T1543',
  note: 'As catalogued. T1543 is Create or Modify System Process and System Services is T1569; neither describes a program that is run through the loader. finding_info.attacks has the corrected mapping.',
};

const ATTACK_VERSION = '18.1';
/** Names of that version: of a later one TA0005 is called Stealth. */
const TACTICS: Readonly<Record<string, string>> = { TA0002: 'Execution', TA0005: 'Defense Evasion' };

/** The corrected mapping: what the finding's reasons stand for, each technique once. */
export function attacksOf(techniques: readonly Technique[]): OcsfAttack[] {
  const distinct = new Map(techniques.map((technique) => [technique.id, technique]));
  return [...distinct.values()].map(({ id, name, tactic }) => {
    const [parent = id] = id.split('.');
    const [ofParent = name, ofSub] = name.split(': ');
    return {
      version: ATTACK_VERSION,
      tactic: { uid: tactic, name: TACTICS[tactic] },
      technique: { uid: parent, name: ofParent },
      sub_technique: parent === id ? undefined : { uid: id, name: ofSub },
    };
  });
}

/** What is at risk, and what to do about it in that order: sentences that go on after a word and a colon. */
export interface Advice {
  readonly atRisk: string;
  readonly first: string;
  readonly next: string;
  readonly further: string;
}

/** What to do, by where the host stands. */
export const ADVICE: Readonly<Record<Environment, Advice>> = {
  ci: {
    atRisk:
      'the integrity of the build, poisoned dependencies, artefacts that are no longer what they claim.',
    first:
      'review and audit build and deployment scripts at once; are the loaders intact, does a script call system services it should not?',
    next: 'harden artefacts, with access control on the repositories and signatures that are verified before anything is deployed.',
    further: 'log more around builds and loader activity, and alert on unexpected binaries.',
  },
  staging: {
    atRisk:
      'leaked data, insiders, access gained before a release, a quiet place to rehearse lateral movement.',
    first: 'a thorough security assessment of what the loader activity opened up.',
    next: 'isolate environments with suspicious loader activity and analyse them forensically.',
    further: 'bring security policies and access controls up to date, loaders and system services included.',
  },
  production: {
    atRisk:
      'long-lived persistence, lateral movement, stolen credentials, data taken out, a patient intruder.',
    first: 'contain and mitigate at once.',
    next: 'find the root cause of the execution and remediate it.',
    further: 'audit regularly and keep systems current.',
  },
};

function remediationOf({ atRisk, first, next, further }: Advice): string {
  return `At risk: ${atRisk} First: ${first} Then: ${next} And: ${further}`;
}

/** The advice as one paragraph. */
export const REMEDIATION: Readonly<Record<Environment, string>> = {
  ci: remediationOf(ADVICE.ci),
  staging: remediationOf(ADVICE.staging),
  production: remediationOf(ADVICE.production),
};
