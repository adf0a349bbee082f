/**
 * The function that looks what a login did, with a fault at each of its calls to the table and to the log: it ends with
 * one generation more, told by the stream once, and nothing of the incident lost.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalPipeline } from '../../cli/demo/local-pipeline.ts';
import { attack, delivery, ordinary, SCENE_TIME } from '../functions/scenes.ts';
import { FAULT_KINDS, type Faults } from './faults.ts';
import { everyFault, type MakeSubject, run } from './harness.ts';
import { logEventsOf, ORIGIN } from './recording.ts';
import { emptyTable, incidentsOf } from './table-contents.ts';

const lines = [...ordinary({ after: 1 }), ...attack({ after: 2000 }), ...ordinary({ after: 4000 })];
const current: { faults: Faults | null } = { faults: null };
let pipeline: LocalPipeline;

beforeAll(async () => {
  pipeline = await LocalPipeline.start({
    now: () => SCENE_TIME + 100_000,
    fate: (call, effect) => (current.faults === null ? effect() : current.faults.fate(call, effect)),
  });
});
afterAll(() => pipeline.stop());

/** An alert that was told already: deliveries are of this alert to the function. */
const making: MakeSubject = async (faults) => {
  current.faults = null;
  await emptyTable(pipeline.local);
  pipeline.reset();
  pipeline.hostLog.put(ORIGIN, logEventsOf(lines));
  await pipeline.deliver(delivery(lines));
  await pipeline.settleAll();
  const [alert] = pipeline.topic.published;
  if (alert === undefined) throw new Error('nothing was told');
  current.faults = faults;
  return {
    deliver: async () => {
      if (!(await pipeline.lookAround(alert))) throw new Error('to be delivered again');
    },
    work: () => pipeline.publishNext(),
    restart: () => pipeline.restart(),
    outcome: async () => {
      current.faults = null;
      const incidents = await incidentsOf(pipeline.local);
      return {
        incidents: new Map(incidents.map((incident) => [incident.id, incident])),
        generations: new Map(incidents.map(({ id, generation }) => [id, generation])),
        told: pipeline.topic.published.map(({ body, attributes: { generation, tells } }) => ({
          what: `${tells} ${generation}`,
          text: body,
        })),
      };
    },
  };
};

describe('the login history of an alert', () => {
  it('is told after it, once, though the alert is delivered twice', async () => {
    const { outcome } = await run(making, [0, 'work', 0]);

    expect(outcome.told.map(({ what }) => what)).toEqual(['alert 1', 'follow-up 2']);
    expect([...outcome.incidents.values()]).toMatchObject([
      { count: 1, loginHistory: { state: 'read', before: [{}], after: [{}] } },
    ]);
  });

  it('is told after any one fault, and twice only in the gap that publishing has', {
    timeout: 600_000,
  }, async () => {
    const { runs, calls, damages } = await everyFault(making, [0, 0]);

    expect(new Set(calls)).toEqual(
      new Set(['GetItem', 'GetLogEvents', 'UpdateItem', 'BatchGetItem', 'Publish', 'Mark']),
    );
    expect(runs).toBe(calls.length * FAULT_KINDS.length);
    expect(damages.filter(({ lost, wrong }) => lost.length + wrong.length > 0)).toEqual([]);
    for (const { fault, doubled } of damages) {
      expect(doubled).toEqual(['follow-up 2']);
      expect(['Publish', 'Mark']).toContain(fault.call);
    }
  });
});
