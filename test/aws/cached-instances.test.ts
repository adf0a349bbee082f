import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LocalInstances } from '../../cli/demo/local-services.ts';
import { type LocalTable, NO_FAULTS, startLocalTable } from '../../cli/demo/local-table.ts';
import { CachedInstances } from '../../shared/aws/cached-instances.ts';
import type { Instances } from '../../shared/aws/instances.ts';
import type { InstanceCard } from '../../shared/incident/places.ts';
import { emptyTable } from '../faults/table-contents.ts';

const T0 = 1_800_000_000_000;
const MINUTE = 60_000;
const card = (instanceId: string): InstanceCard => ({
  instanceId,
  name: 'web',
  tags: { env: 'prod' },
  state: 'running',
  type: 'm7g.large',
  vpc: 'vpc-1',
  autoScalingGroup: null,
});
const HERE = card('i-1a2b3c4d');
const ALSO = card('i-0a1b2c3d4e5f60718');
const GONE = 'i-00000000';
const signal = AbortSignal.timeout(600_000);

let now: number;
let down: Set<string>;
let local: LocalTable;
let asked: (readonly string[])[];
let noted: string[];
let instances: Instances;

beforeAll(async () => {
  local = await startLocalTable(
    () => now,
    (call, effect) => (down.has(call) ? Promise.reject(new Error(`${call} is down`)) : effect()),
  );
});
afterAll(() => local.stop());
beforeEach(async () => {
  now = T0;
  down = new Set();
  asked = [];
  noted = [];
  await emptyTable(local);
  const account = new LocalInstances(NO_FAULTS, [HERE, ALSO]);
  const behind: Instances = {
    cards: async (ids) => {
      asked.push(ids);
      return account.cards(ids);
    },
  };
  instances = new CachedInstances(local.table, behind, (what) => void noted.push(what));
});

describe('what is known of instances', () => {
  it('is asked once in an hour', async () => {
    const all = new Map([
      [HERE.instanceId, HERE],
      [ALSO.instanceId, ALSO],
    ]);
    expect(await instances.cards([HERE.instanceId, ALSO.instanceId], signal)).toEqual(all);
    now += 59 * MINUTE;
    expect(await instances.cards([HERE.instanceId, ALSO.instanceId], signal)).toEqual(all);
    expect(asked).toHaveLength(1);
    now += 2 * MINUTE;
    await instances.cards([HERE.instanceId], signal);
    expect(asked).toHaveLength(2);
  });

  it('is asked again after five minutes where an instance was not there', async () => {
    expect(await instances.cards([GONE], signal)).toEqual(new Map());
    now += 4 * MINUTE;
    expect(await instances.cards([GONE], signal)).toEqual(new Map());
    expect(asked).toEqual([[GONE]]);
    now += 2 * MINUTE;
    await instances.cards([GONE], signal);
    expect(asked).toEqual([[GONE], [GONE]]);
  });

  it('is asked only for those that are not known', async () => {
    await instances.cards([HERE.instanceId], signal);
    await instances.cards([HERE.instanceId, ALSO.instanceId, GONE], signal);
    expect(asked).toEqual([[HERE.instanceId], [ALSO.instanceId, GONE]]);
  });

  it('is nothing where nobody asks', async () => {
    expect(await instances.cards([], signal)).toEqual(new Map());
    expect(asked).toEqual([]);
  });
});

describe('a table that is down', () => {
  it.each([
    ['BatchGetItem', /could not be read/],
    ['UpdateItem', /could not be kept/],
  ])('(%s) costs a call to EC2, and is noted', async (call, note) => {
    down.add(call);
    expect((await instances.cards([HERE.instanceId], signal)).get(HERE.instanceId)).toEqual(HERE);
    expect(noted).toEqual([expect.stringMatching(note)]);
  });
});

describe('EC2 that is down', () => {
  it('throws, and what is known is not forgotten', async () => {
    await instances.cards([HERE.instanceId], signal);
    const broken = new CachedInstances(
      local.table,
      { cards: async () => Promise.reject(new Error('throttled')) },
      () => undefined,
    );
    expect((await broken.cards([HERE.instanceId], signal)).size).toBe(1);
    await expect(broken.cards([ALSO.instanceId], signal)).rejects.toThrow('throttled');
  });
});
