/** Where an incident is told to stand: kept before it is told, so that it is said once and for all. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../../cli/demo/local-table.ts';
import { IncidentPlaces } from '../../../functions/publish/incident-places.ts';
import { DynamoPlaces } from '../../../shared/aws/dynamo-places.ts';
import type { Environment, Incident } from '../../../shared/incident/incident.ts';
import type { HostCard } from '../../../shared/incident/places.ts';
import { emptyTable, itemsOf } from '../../faults/table-contents.ts';
import { BY_DEFAULT } from '../../response/environment/naming.ts';
import { incident } from './changes.ts';

const T0 = 1_800_000_000_000;
const FIRST = incident('/tmp/one', 1);
const OWN = FIRST.gravest.origin.logStream;

let local: LocalTable;
let hosts: HostCard[];
let lookups: number;

function tagged(host: string, env: string | null): HostCard {
  const instance = {
    instanceId: 'i-1a2b3c4d',
    name: 'web',
    tags: env === null ? {} : { env },
    state: 'running',
    type: null,
    vpc: null,
    autoScalingGroup: null,
  };
  return { host, found: 'instance', instance };
}

/** A new instance of the function. */
function places(): IncidentPlaces {
  return new IncidentPlaces({
    lookup: {
      cards: async () => {
        lookups++;
        return hosts;
      },
    },
    store: new DynamoPlaces(local.table, 86_400_000),
    naming: BY_DEFAULT,
  });
}

const generation = (number: number): Incident => ({ ...FIRST, generation: number });
const told = async (number: number) => places().placed(generation(number));

beforeAll(async () => {
  local = await startLocalTable(() => T0);
});
afterAll(() => local.stop());
beforeEach(async () => {
  await emptyTable(local);
  lookups = 0;
  hosts = [tagged(OWN, 'stg')];
});

describe('an incident that is told', () => {
  it('has the environment that its host’s tags tell, and why', async () => {
    expect(await told(1)).toEqual({
      ...FIRST,
      environment: 'staging',
      places: {
        told: 'tag',
        because: 'the instance has the tag "env" with the value "stg"',
        before: null,
        hosts,
      },
    });
  });

  it('is told in the same words again, whatever became of its host', async () => {
    const first = await told(1);
    hosts = [{ host: OWN, found: 'nothing', instanceId: 'i-1a2b3c4d' }];

    expect(await told(1)).toEqual(first);
    expect(lookups).toBe(1);
  });

  it('is told in the same words by two that tell it at once', async () => {
    const [one, other] = await Promise.all([told(1), told(1)]);
    expect(one).toEqual(other);
  });

  it('keeps nothing among the incidents of the table', async () => {
    await told(1);
    expect((await itemsOf(local)).map(({ pk }) => pk?.S)).toEqual([`places#${FIRST.id}`]);
    expect(local.changes).toEqual([]);
  });
});

describe('an incident that goes on', () => {
  it.each<[string, string | null, Environment, Environment | null]>([
    ['stays in its environment', 'stg', 'staging', null],
    ['is in production once one of its hosts is, and says where it was', 'prod', 'production', 'staging'],
    ['is in production once a host can not be told', null, 'production', 'staging'],
    ['does not go back', 'ci', 'staging', null],
  ])('%s', async (_, env, environment, before) => {
    await told(1);
    hosts = [tagged(OWN, env)];
    expect(await told(2)).toMatchObject({ environment, places: { before } });
  });

  it('shows its hosts as they are now, and keeps the reason of an environment that it stays in', async () => {
    await told(1);
    hosts = [tagged(OWN, 'ci')];
    expect((await told(2)).places).toEqual({
      told: 'tag',
      because: 'the instance has the tag "env" with the value "stg"',
      before: null,
      hosts,
    });
  });

  it('is where its gravest host is, and says where the others are', async () => {
    hosts = [tagged(OWN, 'ci'), tagged('i-2', 'prod'), tagged('i-3', 'stg')];
    expect(await told(1)).toMatchObject({
      environment: 'production',
      places: {
        because:
          'the instance has the tag "env" with the value "prod"; other hosts of it are in ci and staging',
      },
    });
  });
});

describe('hosts that could not be looked up', () => {
  it('are in production for an alert, and it says that they were not', async () => {
    hosts = [{ host: OWN, found: 'unread', instanceId: 'i-1a2b3c4d', why: 'it took too long' }];
    expect(await told(1)).toMatchObject({
      environment: 'production',
      places: { told: 'unknown', because: 'the tags of the instance could not be read' },
    });
  });
});
