import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CallFate, type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';
import { DynamoHostFacts, type HostKey } from '../../shared/aws/dynamo-host-facts.ts';
import type { HostFact } from '../../shared/detection/host-facts.ts';
import { identityOf } from '../detection/exec.ts';
import { emptyTable, itemsOf } from '../faults/table-contents.ts';
import { DAY, found, T0 } from '../incident/findings.ts';

const HOUR = 3_600_000;
let now = T0;
let calls: string[] = [];
let local: LocalTable;
let facts: DynamoHostFacts;

const counting: CallFate = (call, effect) => {
  calls.push(call);
  return effect();
};

beforeAll(async () => {
  local = await startLocalTable(() => now, counting);
  facts = new DynamoHostFacts(local.table);
});
beforeEach(() => {
  now = T0;
  calls = [];
});
afterAll(() => local.stop());

let hosts = 0;
const newHost = (): HostKey => ({ origin: found().origin, name: `host-${++hosts}` });

const copy = (path: string, since = T0): HostFact => ({
  fact: 'copy',
  since,
  path,
  family: 'glibc',
  madeBy: '1:1',
});
const linker: HostFact = { fact: 'linker', since: T0, path: '/l', family: null, identity: identityOf('/l') };
const reading: HostFact = {
  fact: 'reading',
  since: T0,
  login: 'l',
  sourceEventId: '1:1',
  pid: 1,
  ppid: null,
  command: 'cat',
};

const byKind = (all: readonly HostFact[]) => all.toSorted((a, b) => (a.fact < b.fact ? -1 : 1));

describe('facts of a host', () => {
  it('are read as they were written', async () => {
    const host = newHost();
    await facts.remember(host, [linker, copy('/tmp/\udc80'), reading]);
    expect(byKind(await facts.recall(host))).toEqual([copy('/tmp/\udc80'), linker, reading]);
  });

  it('stay as they were first seen', async () => {
    const host = newHost();
    await facts.remember(host, [copy('/tmp/x', T0)]);
    await facts.remember(host, [copy('/tmp/x', T0 + HOUR)]);
    expect(await facts.recall(host)).toEqual([copy('/tmp/x', T0)]);
  });

  it('are not those of another host or stream', async () => {
    const host = newHost();
    await facts.remember(host, [linker]);
    expect(await facts.recall(newHost())).toEqual([]);
    const elsewhere = { ...host, origin: { ...host.origin, logStream: 'i-2' } };
    expect(await facts.recall(elsewhere)).toEqual([]);
  });

  it.each<[string, HostFact, number]>([
    ['a reading for an hour', reading, HOUR],
    ['a linker for two days', linker, 2 * DAY],
    ['a copy for ninety days', copy('/tmp/x'), 90 * DAY],
  ])('are worth keeping for their time: %s', async (_name, fact, kept) => {
    const host = newHost();
    await facts.remember(host, [fact]);
    now = T0 + kept;
    expect(await facts.recall(host)).toEqual([fact]);
    now = T0 + kept + 1;
    expect(await facts.recall(host)).toEqual([]);
  });

  it('last longer where they are seen again', async () => {
    const host = newHost();
    await facts.remember(host, [linker]);
    now = T0 + DAY;
    await facts.remember(host, [linker]);
    now = T0 + 3 * DAY;
    expect(await facts.recall(host)).toEqual([linker]);
  });
});

describe('of what a host may fill the table with', () => {
  it('four pages are read at most', async () => {
    const host = newHost();
    const large = Array.from({ length: 16 }, (_, index) => copy(`/${index}${'x'.repeat(380_000)}`));
    await facts.remember(host, large);
    calls = [];
    const recalled = await facts.recall(host);
    expect(calls).toEqual(Array(4).fill('Query'));
    expect(recalled.length).toBeGreaterThanOrEqual(8);
    expect(recalled.length).toBeLessThan(16);
  });

  it('what this version can not read is left out', async () => {
    await emptyTable(local);
    const host = newHost();
    await facts.remember(host, [linker]);
    const [own] = await itemsOf(local);
    const pk = own?.['pk'] ?? { S: '' };
    for (const json of ['{', '{"fact":"other"}'])
      await local.client.send(
        new PutItemCommand({
          TableName: local.table.name,
          Item: { pk, sk: { S: `fact#${json}` }, fact: { S: json }, expires: { N: String(T0) } },
        }),
      );
    expect(await facts.recall(host)).toEqual([linker]);
  });
});
