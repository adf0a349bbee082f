/** Whatever is missing, and whatever a host writes: the policy approves no more for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FindingSnapshot } from '../../../shared/incident/snapshot.ts';
import type { ContainmentCase } from '../../../shared/response/policy/gate.ts';
import { type Judgement, judge, objections } from '../../../shared/response/policy/judge.ts';
import type { InstanceFacts } from '../../../shared/response/policy/lookups.ts';
import { caseOf, INSTANCE } from './cases.ts';

/** Takes a piece of evidence away. */
type Removal = (facts: ContainmentCase) => ContainmentCase;

function ofFinding(change: (finding: FindingSnapshot) => Partial<FindingSnapshot>): Removal {
  return (facts) => {
    const { incident } = facts;
    return {
      ...facts,
      incident: { ...incident, gravest: { ...incident.gravest, ...change(incident.gravest) } },
    };
  };
}

function ofInstance(change: Partial<InstanceFacts>): Removal {
  return (facts) =>
    facts.lookup.kind === 'found'
      ? { ...facts, lookup: { kind: 'found', instance: { ...facts.lookup.instance, ...change } } }
      : facts;
}

const REMOVALS: Readonly<Record<string, Removal>> = {
  program: ofFinding(() => ({ program: null })),
  pid: ofFinding(({ process }) => ({ process: { ...process, pid: null } })),
  arguments: ofFinding(({ process }) => ({ process: { ...process, argvFidelity: 'none' } })),
  evidence: ofFinding(({ loader }) => ({ loader: { ...loader, evidence: null } })),
  parts: ofFinding(() => ({ missing: ['files'] })),
  hostName: ofFinding(() => ({ hostName: '' })),
  stream: ofFinding(({ origin }) => ({ origin: { ...origin, account: '', region: '' } })),
  time: ofFinding(() => ({ time: 0 })),
  environment: (facts) => ({ ...facts, environment: { forContainment: null, because: 'nothing says' } }),
  target: (facts) => ({ ...facts, target: null }),
  instance: (facts) => ({ ...facts, lookup: { kind: 'absent' } }),
  lookup: (facts) => ({ ...facts, lookup: { kind: 'failed' } }),
  owner: ofInstance({ ownerId: null }),
  zone: ofInstance({ availabilityZone: null }),
  state: ofInstance({ state: null }),
  names: ofInstance({ names: [] }),
  tags: ofInstance({ tags: new Map() }),
  fleet: (facts) => ({ ...facts, fleet: { kind: 'failed' } }),
  claim: (facts) => ({ ...facts, claim: { granted: false, because: 'not known' } }),
};

const removals = fc.subarray(Object.values(REMOVALS), { minLength: 1 });

const GRAVITY: readonly Judgement['is'][] = ['none', 'withheld', 'proposed', 'approved'];
const goesAsFarAs = (judgement: Judgement) => GRAVITY.indexOf(judgement.is);

describe('evidence that is taken away', () => {
  it('never leaves an approval', () => {
    fc.assert(
      fc.property(removals, (some) => {
        const judgement = judge(some.reduce((facts, remove) => remove(facts), caseOf()));
        expect(judgement.is).not.toBe('approved');
      }),
    );
  });

  it('never opens what was closed', () => {
    fc.assert(
      fc.property(removals, removals, (some, more) => {
        const before = some.reduce((facts, remove) => remove(facts), caseOf());
        const after = more.reduce((facts, remove) => remove(facts), before);
        expect(goesAsFarAs(judge(after))).toBeLessThanOrEqual(goesAsFarAs(judge(before)));
      }),
    );
  });

  it('is noticed between approval and start, where it is of the target', () => {
    const { target } = caseOf();
    if (target === null) throw new Error('no target');
    const plan = { target, process: null, steps: [], dryRun: false };
    const ofTarget = [
      'target',
      'instance',
      'lookup',
      'owner',
      'zone',
      'state',
      'names',
      'tags',
      'fleet',
    ] as const;
    fc.assert(
      fc.property(fc.subarray([...ofTarget], { minLength: 1 }), (names) => {
        const facts = names.reduce((facts, name) => REMOVALS[name]?.(facts) ?? facts, caseOf());
        expect(objections(facts, { plan, at: facts.now, by: 'a person' })).not.toEqual([]);
      }),
    );
  });
});

describe('what a host writes', () => {
  /** Our own words among it, and what a careless check could take for something else. */
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      INSTANCE.instanceId,
      'ldwatch:containment',
      '__proto__',
      'constructor',
      'ip-10-0-0-5',
      '*',
      '',
    ),
  );
  const written = fc
    .record({ path: text, argument: text, name: text, cwd: text, reason: text, event: text })
    .map(
      ({ path, argument, name, cwd, reason, event }): Partial<FindingSnapshot> => ({
        sourceEventId: event,
        program: { given: argument, path },
        loader: { path, family: 'glibc', evidence: 'name' },
        reasons: [{ id: 'run-through-loader', text: reason }],
        process: { pid: 1, ppid: 1, exe: path, argv: [argument], argc: 1, argvFidelity: 'exact', cwd },
        user: { uid: 0, euid: 0, auid: 0, session: 1, tty: name, name },
        pointer: { source: path, position: event },
      }),
    );

  it('changes nothing of what is judged, nor is any of it repeated', () => {
    fc.assert(
      fc.property(written, fc.subarray(Object.values(REMOVALS)), (finding, some) => {
        const facts = some.reduce((facts, remove) => remove(facts), caseOf());
        // Written first: what was taken away stays away.
        const hostile = some.reduce((facts, remove) => remove(facts), ofFinding(() => finding)(caseOf()));
        expect(judge(hostile)).toEqual(judge(facts));
      }),
    );
  });

  it('as the name of its host, it can stop a containment and never bring one about', () => {
    fc.assert(
      fc.property(text, fc.subarray(Object.values(REMOVALS)), (hostName, some) => {
        const facts = some.reduce((facts, remove) => remove(facts), caseOf());
        const renamed = ofFinding(() => ({ hostName }))(facts);
        expect(goesAsFarAs(judge(renamed))).toBeLessThanOrEqual(goesAsFarAs(judge(caseOf())));
        if (some.length > 0 && !some.includes(REMOVALS['hostName'] as Removal))
          expect(judge(renamed).is).not.toBe('approved');
      }),
    );
  });
});
