/** The ledger in a real table: many who claim at once, and processes that die between any two calls. */
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CallFate, type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';
import { DynamoLedger } from '../../shared/aws/dynamo-ledger.ts';
import { ItemError } from '../../shared/aws/item.ts';
import type { IncidentId } from '../../shared/incident/incident.ts';
import { ContainmentBudget } from '../../shared/response/budget/budget.ts';
import type { Holding, Limits } from '../../shared/response/budget/ledger.ts';
import type { DecisionId } from '../../shared/response/response.ts';
import { FAULT_KINDS, Faults } from '../faults/faults.ts';
import { emptyTable } from '../faults/table-contents.ts';
import { T0 } from '../incident/findings.ts';

const HERE = { account: '111122223333', region: 'eu-central-1' };
let fate: CallFate | null = null;
let local: LocalTable;
let budget: ContainmentBudget;

beforeAll(async () => {
  local = await startLocalTable(
    () => T0,
    (call, effect) => (fate === null ? effect() : fate(call, effect)),
  );
  budget = new ContainmentBudget({
    store: new DynamoLedger(local.table, HERE),
    now: () => T0,
    random: Math.random,
    sleep: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
  });
});
beforeEach(async () => {
  fate = null;
  await emptyTable(local);
});
afterAll(() => local.stop());

function holding(instance: number, decision: string): Holding {
  return {
    instanceId: `i-${instance}`,
    decision: decision as DecisionId,
    incident: `of ${decision}` as IncidentId,
  };
}

const LIMITS: Limits = {
  perHour: 5,
  fleetShare: 1,
  fleet: Array.from({ length: 50 }, (_, index) => ({ instanceId: `i-${index}`, group: null })),
};

/** Claims until somebody is answered: what contends too long is delivered again. */
async function claimed(one: Holding): Promise<boolean> {
  for (;;) {
    try {
      return (await budget.claim(one, LIMITS)).granted;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ContentionError')) throw error;
    }
  }
}

describe('fifty who claim at once', () => {
  it('fifty targets: the budget is used up and not exceeded', { timeout: 60_000 }, async () => {
    const all = await Promise.all(LIMITS.fleet.map((_, index) => claimed(holding(index, `d${index}`))));
    expect(all.filter(Boolean)).toHaveLength(5);
    expect(await budget.held()).toHaveLength(5);
  });

  it('one target: one of them has it', { timeout: 60_000 }, async () => {
    const all = await Promise.all(LIMITS.fleet.map((_, index) => claimed(holding(1, `d${index}`))));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await budget.held()).toHaveLength(1);
  });

  it('one decision, fifty times: all have it, and it counts once', { timeout: 60_000 }, async () => {
    const all = await Promise.all(LIMITS.fleet.map(() => claimed(holding(1, 'd'))));
    expect(all.filter(Boolean)).toHaveLength(50);
    for (const other of [2, 3, 4, 5]) expect(await claimed(holding(other, `d${other}`))).toBe(true);
    expect(await claimed(holding(6, 'd6'))).toBe(false);
  });
});

describe('a claim whose process dies, or is answered wrongly, at any call', () => {
  it('is granted in the end, and counted once', async () => {
    for (const kind of FAULT_KINDS)
      for (const at of [1, 2, 3, 4]) {
        await emptyTable(local);
        const faults = new Faults([{ at, kind }]);
        fate = faults.fate;
        for (const one of [holding(1, 'd1'), holding(2, 'd2')])
          for (;;) {
            try {
              expect(await budget.claim(one, LIMITS)).toEqual({ granted: true });
              break;
            } catch {
              faults.revive();
            }
          }
        fate = null;
        expect(faults.struck, `${kind} at call ${at}`).toHaveLength(1);
        expect(await budget.held()).toEqual([holding(1, 'd1'), holding(2, 'd2')]);
        for (const other of [3, 4, 5]) expect(await claimed(holding(other, `d${other}`))).toBe(true);
        expect(await claimed(holding(6, 'd6'))).toBe(false);
      }
  });
});

describe('a ledger that cannot be read', () => {
  it('grants nothing', async () => {
    await claimed(holding(1, 'd1'));
    await local.client.send(
      new UpdateItemCommand({
        TableName: local.table.name,
        Key: { pk: { S: 'containment#111122223333#eu-central-1' }, sk: { S: 'ledger' } },
        UpdateExpression: 'SET ledger = :broken',
        ExpressionAttributeValues: { ':broken': { S: '{"held":[]}' } },
      }),
    );
    await expect(budget.claim(holding(2, 'd2'), LIMITS)).rejects.toThrow(ItemError);
  });

  it('of another region is another', async () => {
    await claimed(holding(1, 'd1'));
    const other = new DynamoLedger(local.table, { ...HERE, region: 'eu-west-1' });
    expect((await other.load()).version).toBe(0);
  });
});
