import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../../cli/demo/local-table.ts';
import { tellUntold } from '../../../cli/redrive/untold.ts';
import { DynamoIncidents } from '../../../shared/aws/dynamo-incidents.ts';
import { changesOf } from '../../../shared/aws/incident-stream.ts';
import { DynamoToldMarks } from '../../../shared/aws/told-marks.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import { emptyTable } from '../../faults/table-contents.ts';
import { DAY, found, T0 } from '../../incident/findings.ts';
import { recorderOf } from '../../incident/memory-incidents.ts';

let local: LocalTable;
/** Runs before each write: somebody else's moment. */
let meanwhile: (() => Promise<void>) | null = null;

beforeAll(async () => {
  local = await startLocalTable(
    () => T0,
    async (call, effect) => {
      if (call !== 'UpdateItem') return effect();
      const happens = meanwhile;
      meanwhile = null;
      await happens?.();
      return effect();
    },
  );
});
beforeEach(async () => {
  meanwhile = null;
  await emptyTable(local);
});
afterAll(() => local.stop());

async function record(length: number): Promise<Incident[]> {
  const recorder = recorderOf({ incidents: new DynamoIncidents(local.table, DAY) });
  const paths = Array.from({ length }, (_, index) => `/tmp/${'x'.repeat(index + 1)}`);
  const incidents = await recorder.record(paths.map((path) => found({ program: { given: path, path } })));
  local.changes.length = 0;
  return incidents;
}

const mark = ({ id, generation }: Incident) => new DynamoToldMarks(local.table).mark(id, 'sns', generation);

/** Through the client that the table's stream watches. */
async function redriven(): Promise<number> {
  const { client, name } = local.table;
  if (!(client instanceof DynamoDBClient)) throw new Error('the local table has no client of DynamoDB');
  return tellUntold(client, name, T0);
}

function streamed(): string[] {
  return changesOf({ Records: local.changes }).map((change) => String(change.incident()?.id));
}

describe('incidents that were not told', () => {
  it('come through the stream again, whatever became of it', async () => {
    const incidents = await record(3);
    expect(await redriven()).toBe(3);
    expect(streamed().sort()).toEqual(incidents.map(({ id }) => id).sort());
  });

  it('are not those that were told', async () => {
    const [told, untold] = await record(2);
    if (told === undefined || untold === undefined) throw new Error('not two');
    await mark(told);
    expect(await redriven()).toBe(1);
    expect(streamed()).toEqual([untold.id]);
  });

  it('are left alone where they are told in the same moment', async () => {
    const [incident] = await record(1);
    if (incident === undefined) throw new Error('none');
    meanwhile = () => mark(incident);
    expect(await redriven()).toBe(0);
    expect(streamed()).toEqual([]);
  });

  it('are none in an empty table', async () => {
    expect(await redriven()).toBe(0);
  });
});
