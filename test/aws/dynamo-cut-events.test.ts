import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';
import { DynamoCutEvents } from '../../shared/aws/dynamo-cut-events.ts';
import type { CutEventKey, KeptLine } from '../../shared/telemetry/cut-event.ts';
import { itemsOf } from '../faults/table-contents.ts';
import { DAY, found, T0 } from '../incident/findings.ts';

let local: LocalTable;
let cuts: DynamoCutEvents;

beforeAll(async () => {
  local = await startLocalTable(() => T0);
  cuts = new DynamoCutEvents(local.table);
});
afterAll(() => local.stop());

let serial = 0;
const newKey = (parts: Partial<CutEventKey> = {}): CutEventKey => ({
  origin: found().origin,
  host: '',
  sourceEventId: `1800000000.000:${++serial}`,
  ...parts,
});
const line = (id: number, text = `type=PATH item=${id}`): KeptLine => ({ id: String(id), line: text });

async function linesOf(key: CutEventKey): Promise<readonly KeptLine[]> {
  const state = await cuts.load(key);
  if (state?.state !== 'open') throw new Error(`it is ${state?.state ?? 'not there'}`);
  return state.lines.toSorted((a, b) => Number(a.id) - Number(b.id));
}

describe('lines of a cut execution', () => {
  it('are kept as they are, blanks and all, each once', async () => {
    const key = newKey();
    const lines = [line(1, ' a  b '), line(2, ''), line(3, '木\t"')];
    await cuts.keep(key, lines);
    await cuts.keep(key, [...lines, ...lines]);
    expect(await linesOf(key)).toEqual(lines);
  });

  it('of two writers are put together, whoever comes first', async () => {
    const key = newKey();
    await Promise.all([cuts.keep(key, [line(1), line(2)]), cuts.keep(key, [line(2), line(3)])]);
    expect(await linesOf(key)).toEqual([line(1), line(2), line(3)]);
  });

  it('that are alike are two where they are two log events', async () => {
    const key = newKey();
    await cuts.keep(key, [line(1, 'x'), line(2, 'x')]);
    expect(await linesOf(key)).toHaveLength(2);
  });

  it.each<[string, Partial<CutEventKey>]>([
    ['another stream', { origin: { ...found().origin, logStream: 'i-2' } }],
    ['another account', { origin: { ...found().origin, account: '444455556666' } }],
    ['another host', { host: 'other' }],
    ['a host whose name is longer than a key may be', { host: 'h'.repeat(5000) }],
  ])('of %s are kept apart, though the id is the same', async (_name, parts) => {
    const key = newKey();
    await cuts.keep(key, [line(1)]);
    expect(await cuts.load({ ...key, ...parts })).toBeNull();
    await cuts.keep({ ...key, ...parts }, [line(2)]);
    expect(await linesOf(key)).toEqual([line(1)]);
  });

  it('that come while the execution is judged without them stay, and are judged in their turn', async () => {
    const key = newKey();
    await cuts.keep(key, [line(1)]);
    const seen = (await linesOf(key)).length;
    await cuts.keep(key, [line(2)]);

    await cuts.decide(key, false, seen);

    expect(await linesOf(key)).toEqual([line(1), line(2)]);
    await cuts.decide(key, false, 2);
    expect(await cuts.load(key)).toBeNull();
  });

  it('that come again after it was judged leave its mark as it is, without content', async () => {
    const key = newKey();
    await cuts.keep(key, [line(1)]);
    await cuts.decide(key, true, 1);
    const before = await itemsOf(local);

    await cuts.keep(key, [line(1), line(2)]);

    expect(await itemsOf(local)).toEqual(before);
    expect(await cuts.load(key)).toEqual({ state: 'decided' });
  });

  it('that are none leave nothing behind', async () => {
    const key = newKey();
    await cuts.keep(key, []);
    expect(await cuts.load(key)).toBeNull();
  });

  it('expire after fifteen days', async () => {
    await cuts.keep(newKey(), [line(1)]);
    for (const { expires } of await itemsOf(local))
      expect(expires).toEqual({ N: String((T0 + 15 * DAY) / 1000) });
  });

  it('that are more than an item holds are left out, and what was kept stays', async () => {
    const key = newKey();
    await cuts.keep(key, [line(1)]);
    for (let id = 2; id < 9; id++) await cuts.keep(key, [line(id, 'x'.repeat(64 * 1024))]);
    const lines = await linesOf(key);
    expect(lines[0]).toEqual(line(1));
    expect(lines).toHaveLength(7);
    await cuts.keep(key, [line(99)]);
    expect(await linesOf(key)).toHaveLength(8);
  });
});

describe('a cut execution that was judged', () => {
  it('leaves a mark where it led to something, whatever comes of it later', async () => {
    const key = newKey();
    await cuts.keep(key, [line(1)]);
    await cuts.decide(key, true, 1);
    expect(await cuts.load(key)).toEqual({ state: 'decided' });
    await cuts.keep(key, [line(2)]);
    expect(await cuts.load(key)).toEqual({ state: 'decided' });
  });

  it('leaves nothing otherwise, and can be decided again', async () => {
    const key = newKey();
    await cuts.keep(key, [line(1)]);
    await cuts.decide(key, false, 1);
    await cuts.decide(key, false, 1);
    expect(await cuts.load(key)).toBeNull();
  });

  it('can be marked though none of its lines was ever kept', async () => {
    const key = newKey();
    await cuts.decide(key, true, 1);
    expect(await cuts.load(key)).toEqual({ state: 'decided' });
  });
});

it('what goes wrong otherwise is thrown: it is delivered again', async () => {
  const broken = new DynamoCutEvents({ ...local.table, name: 'not-there' });
  const error = { name: 'ResourceNotFoundException' };
  await expect(broken.keep(newKey(), [line(1)])).rejects.toMatchObject(error);
  await expect(broken.load(newKey())).rejects.toMatchObject(error);
  await expect(broken.decide(newKey(), true, 1)).rejects.toMatchObject(error);
});
