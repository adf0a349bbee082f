/** What the preview shows: every golden case, and incidents that went on. */
import type { Incident, News } from '../../shared/incident/incident.ts';
import type { ContainmentPlan, DecisionId } from '../../shared/response/response.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';
import { type Generations, recordedIncidents } from './recorded-incidents.ts';

/** One case; its name is letters, digits and hyphens. */
export interface PreviewCase {
  readonly name: string;
  readonly generations: Generations;
}

const MINUTE = 60_000;
const DECISION = 'U0123456789-1795403000' as DecisionId;

const PLAN: ContainmentPlan = {
  target: {
    kind: 'instance',
    account: '111122223333',
    region: 'eu-central-1',
    instanceId: 'i-0a1b2c3d4e5f60711',
  },
  steps: [
    { action: 'snapshot-volumes', does: 'takes snapshots of its volumes' },
    { action: 'isolate-instance', does: 'cuts its network off, connections that are open included' },
  ],
  dryRun: false,
  process: null,
};

function next(before: Incident, news: News, change: Partial<Incident>): Incident {
  return { ...before, ...change, generation: before.generation + 1, news: [news] };
}

/** It was seen as less than it is. */
function graver(): Generations {
  const found = incidentOfCase('execute');
  const [reason] = found.gravest.reasons;
  const first: Incident = {
    ...found,
    severity: 'medium',
    gravest: {
      ...found.gravest,
      severity: 'medium',
      program: { given: '/opt/tool/bin/run', path: '/opt/tool/bin/run' },
      reasons: reason === undefined ? [] : [reason],
    },
  };
  return [first, { ...next(first, { what: 'severity', from: 'medium' }, found), generation: 2, count: 2 }];
}

/** Containment was proposed, approved and done. */
function decided(): Generations {
  const first = incidentOfCase('execute');
  const at = first.last + MINUTE;
  const by = { via: 'slack', who: 'U0123456789' } as const;
  const decisions = [{ id: DECISION, kind: 'approve', by, at: at + MINUTE }] as const;
  const decision = { what: 'response', tells: 'decision' } as const;
  const containment = { what: 'response', tells: 'containment' } as const;
  const proposed = next(first, containment, {
    response: {
      decisions: [],
      containment: { state: 'proposed', plan: PLAN, at, until: at + 60 * MINUTE },
    },
  });
  const approved = next(proposed, decision, {
    response: {
      decisions,
      containment: { state: 'approved', plan: PLAN, decision: DECISION, at: at + MINUTE },
    },
  });
  const contained = next(approved, containment, {
    response: {
      decisions,
      containment: {
        state: 'contained',
        plan: PLAN,
        execution: '4105a4fc-f944-11e6-9d32-0a1b2c3d4e5f',
        at: at + 3 * MINUTE,
        done: [
          'Snapshots of 2 volumes were taken.',
          'The instance is in the security group ldwatch-isolated, open connections were cut.',
        ],
      },
    },
  });
  return [first, proposed, approved, contained];
}

/** In the order in which they are shown. */
export function previewCases(): PreviewCase[] {
  const [fleet] = recordedIncidents(6, 'production');
  if (fleet === undefined) throw new Error('nothing is found in the recording');
  return [
    { name: 'thread-over-a-fleet', generations: fleet },
    { name: 'thread-that-became-graver', generations: graver() },
    { name: 'thread-with-containment', generations: decided() },
    ...ocsfCases().map(({ name, incident }): PreviewCase => ({ name, generations: [incident] })),
  ];
}
