import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../../cli/demo/local-table.ts';
import { incidentLine, incidentsIn } from '../../../cli/incidents/listing.ts';
import { DynamoIncidents } from '../../../shared/aws/dynamo-incidents.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import { mergeFindings } from '../../../shared/incident/merge.ts';
import { emptyTable } from '../../faults/table-contents.ts';
import { batchOf, DAY, type FoundParts, found, SILENCED, T0 } from '../../incident/findings.ts';
import { recorderOf } from '../../incident/memory-incidents.ts';
import { incidentIn } from '../../response/states.ts';

let local: LocalTable;

beforeAll(async () => {
  local = await startLocalTable(() => T0);
});
beforeEach(() => emptyTable(local));
afterAll(() => local.stop());

const record = (...parts: readonly FoundParts[]) =>
  recorderOf({ incidents: new DynamoIncidents(local.table, DAY) }).record(parts.map(found));
const list = () => incidentsIn(local.client, local.table.name);

function incidentOf(parts: FoundParts = {}, suppressedBy: typeof SILENCED | null = null) {
  const merged = mergeFindings(null, batchOf([found(parts)], suppressedBy));
  if (merged === null) throw new Error('nothing was recorded');
  return merged.incident;
}

/** With `ID` for the incident's id. */
const lineOf = (incident: Incident) => incidentLine(incident).replace(incident.id, 'ID');

describe('the incidents of a table', () => {
  it('are listed as they are, the latest first', async () => {
    const recorded = await record({}, { time: T0 + 2 * DAY }, { time: T0 + DAY });
    const { incidents, unreadable } = await list();
    expect(incidents.map(({ last }) => last - T0)).toEqual([2 * DAY, DAY, 0]);
    expect(new Set(incidents)).toEqual(new Set(recorded));
    expect(unreadable).toBe(0);
  });

  it('are none in an empty table, and none of what else lies in it', async () => {
    const Item = { pk: { S: 'host#1' }, sk: { S: 'fact#1' } };
    await local.client.send(new PutItemCommand({ TableName: local.table.name, Item }));
    expect(await list()).toEqual({ incidents: [], unreadable: 0 });
  });

  it('are listed though others are of another version', async () => {
    await record({});
    const Item = { pk: { S: 'incident#old' }, sk: { S: 'state' }, incident: { S: '{}' } };
    await local.client.send(new PutItemCommand({ TableName: local.table.name, Item }));
    expect(await list()).toMatchObject({ incidents: [{ count: 1 }], unreadable: 1 });
  });
});

describe('an incident is a line', () => {
  it('of when, how grave, how often, where, which and what', () => {
    expect(lineOf({ ...incidentOf(), count: 12, hostCount: 2 })).toBe(
      '2027-01-15T08:00:00  high          12x    2 hosts  ID  execute /tmp/payload\n',
    );
  });

  it('that says how long it is suppressed', () => {
    expect(lineOf(incidentOf({}, SILENCED))).toContain('1 host  ID  suppressed until 2027-01-16  execute');
  });

  it('that says how far containment has come, and who decided last', () => {
    const { response } = incidentIn('contained');
    expect(lineOf({ ...incidentOf(), response })).toContain(
      'ID  contained  containment approved by U0ANN0001 (slack)  execute',
    );
  });

  it('in which no name can do anything to the terminal, or end the line', () => {
    const given = "/tmp/\x1b[2J\n\u202e\x9b'x";
    const line = lineOf(incidentOf({ program: { given, path: null } }));
    expect(line).toContain(String.raw`'/tmp/\x1b[2J\n\u{202e}\x9b'\''x'`);
    expect(line.indexOf('\n')).toBe(line.length - 1);
  });

  it('that says where its program is not known', () => {
    expect(lineOf(incidentOf({ program: null }))).toContain("'not known'");
  });
});
