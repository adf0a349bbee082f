/** What the same login did is written into the incident once, and told as a generation of its own. */
import { beforeEach, describe, expect, it } from 'vitest';
import { LocalLog } from '../../../cli/demo/local-services.ts';
import { tellLoginHistory } from '../../../functions/login-history/tell-login-history.ts';
import { topicMessage } from '../../../shared/alert/topic-message.ts';
import { deliverAlerts } from '../../../shared/aws/alert-queue.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import type { IncidentStore } from '../../../shared/incident/incident-store.ts';
import { mergeFindings } from '../../../shared/incident/merge.ts';
import type { FindingSnapshot } from '../../../shared/incident/snapshot.ts';
import { logEventsOf } from '../../faults/recording.ts';
import { batchOf, found, SILENCED } from '../../incident/findings.ts';
import { MemoryIncidents } from '../../incident/memory-incidents.ts';
import { sqsEvent } from '../outputs/sqs-event.ts';
import { attack, records, SCENE_ORIGIN, SCENE_TIME } from '../scenes.ts';

const ATTACK = attack({ argv: ['/lib64/ld-linux-x86-64.so.2', '/tmp/payload', 'x'] });
const ATTACK_ID = /audit\(([^)]*)\)/.exec(ATTACK[0] ?? '')?.[1] ?? '';

/** A program that the same login ran, `after` milliseconds from the attack. */
function ran(program: string, after: number): string[] {
  return records({ argv: [program], exe: program, files: [program], after, serial: 10_000 + after });
}

/** The finding of the attack, as the incident has it. */
function attackFound(parts: Parameters<typeof found>[0] = {}): FindingSnapshot {
  const [time] = ATTACK_ID.split(':');
  return found({
    origin: SCENE_ORIGIN,
    time: Math.round(Number(time) * 1000),
    sourceEventId: ATTACK_ID,
    process: { ...found().process, pid: 7_000 },
    ...parts,
  });
}

let incidents: MemoryIncidents;
let hostLog: LocalLog;
let logged: Record<string, unknown>[];
let reads: { readonly from: number; readonly to: number; readonly kept: string }[];

beforeEach(() => {
  incidents = new MemoryIncidents();
  hostLog = new LocalLog();
  logged = [];
  reads = [];
});

async function put(finding: FindingSnapshot, suppressed = false): Promise<Incident> {
  const record = mergeFindings(null, batchOf([finding]));
  if (record === null) throw new Error('no incident');
  const incident = { ...record.incident, suppressedBy: suppressed ? SILENCED : null };
  await incidents.save({ ...record, incident }, 0, true);
  return incident;
}

function deliver(alert: Incident, store: IncidentStore = incidents) {
  const output = tellLoginHistory({
    incidents: store,
    hostLog: {
      between: (origin, from, to, kept = 'latest') => {
        reads.push({ from, to, kept });
        return hostLog.between(origin, from, to);
      },
    },
    log: (line) => void logged.push(JSON.parse(line) as Record<string, unknown>),
    now: () => SCENE_TIME,
  });
  return deliverAlerts(sqsEvent(topicMessage(alert).body), {
    output,
    log: (line) => void logged.push(JSON.parse(line) as Record<string, unknown>),
    now: () => SCENE_TIME,
  });
}

const only = () => {
  const [incident, ...others] = incidents.incidents;
  if (incident === undefined || others.length > 0) throw new Error('not one incident');
  return incident;
};
const DONE = { batchItemFailures: [] };
const AGAIN = { batchItemFailures: [{ itemIdentifier: '0' }] };

describe('an alert', () => {
  it('is followed by what its login ran before and after, as the next generation', async () => {
    const user = { ...found().user, session: null, auid: null, tty: null };
    const alert = await put(attackFound({ user }));
    hostLog.put(
      SCENE_ORIGIN,
      logEventsOf([...ran('/usr/bin/curl', -2000), ...ATTACK, ...ran('/usr/bin/id', 3000)]),
    );

    expect(await deliver(alert)).toEqual(DONE);

    const told = only();
    expect(told).toMatchObject({ generation: 2, news: [{ what: 'login' }], count: 1 });
    expect(told.loginHistory).toMatchObject({
      state: 'read',
      before: [{ command: '/usr/bin/curl' }],
      after: [{ command: '/usr/bin/id' }],
    });
    expect(incidents.saves.at(-1)).toEqual({ id: alert.id, untold: true, took: true });
    expect(topicMessage(told).attributes).toMatchObject({ tells: 'follow-up', generation: '2' });
    expect(logged).toContainEqual(expect.objectContaining({ LoginHistories: 1, Unread: 0 }));
  });

  it('has five minutes read before it and a minute after it, each from the side that is nearer', async () => {
    const finding = attackFound();
    await deliver(await put(finding));
    const { time } = finding;
    expect(reads).toEqual([
      { from: time - 300_000, to: time + 15_000, kept: 'latest' },
      { from: time - 15_000, to: time + 75_000, kept: 'earliest' },
    ]);
  });

  it('is followed once, however often it is delivered', async () => {
    const alert = await put(attackFound());
    await deliver(alert);
    const saves = incidents.saves.length;

    expect(await deliver(alert)).toEqual(DONE);
    expect(await deliver(only())).toEqual(DONE);

    expect(only().generation).toBe(2);
    expect(incidents.saves).toHaveLength(saves);
  });

  it('is followed where its log can not be read, too: once, and counted', async () => {
    const alert = await put(attackFound());

    await deliver(alert);
    await deliver(alert);

    expect(only()).toMatchObject({
      generation: 2,
      loginHistory: { state: 'unread', why: 'the log stream is not there' },
    });
    expect(logged.filter(({ Unread }) => Unread === 1)).toHaveLength(1);
  });

  it('of a graver execution is followed anew', async () => {
    const alert = await put(attackFound());
    await deliver(alert);
    const before = await incidents.load(alert.id);
    const graver = attackFound({ severity: 'critical', sourceEventId: '1.000:2' });
    const record = mergeFindings(before?.record ?? null, batchOf([graver]));
    if (record === null || before === null) throw new Error('nothing changed');
    await incidents.save(record, before.version, true);

    await deliver(record.incident);

    expect(only()).toMatchObject({ generation: 4, loginHistory: { about: { sourceEventId: '1.000:2' } } });
  });
});

describe('nobody is told', () => {
  it.each<[string, () => Promise<Incident>]>([
    ['of an incident that is suppressed by now', () => put(attackFound(), true)],
    [
      'of one that is gone',
      async () => {
        const alert = await put(attackFound());
        incidents = new MemoryIncidents();
        return alert;
      },
    ],
  ])('%s', async (_, make) => {
    const alert = await make();
    const saves = incidents.saves.length;

    expect(await deliver(alert)).toEqual(DONE);

    expect(incidents.saves).toHaveLength(saves);
    expect(reads).toEqual([]);
  });
});

describe('where others write the incident meanwhile', () => {
  /** Takes a save only after so many were refused, because another finding was taken in each time. */
  function contended(refusals: number): IncidentStore {
    let refused = 0;
    return {
      load: (id) => incidents.load(id),
      save: async (record, version, untold) => {
        if (refused++ >= refusals) return incidents.save(record, version, untold);
        const before = await incidents.load(record.incident.id);
        const more = mergeFindings(
          before?.record ?? null,
          batchOf([attackFound({ sourceEventId: `9:${refused}` })]),
        );
        if (more !== null && before !== null) await incidents.save(more, before.version, false);
        return incidents.save(record, version, untold);
      },
    };
  }

  it('it is read again and loses nothing of theirs; the log is read once', async () => {
    const alert = await put(attackFound());

    expect(await deliver(alert, contended(3))).toEqual(DONE);

    expect(only()).toMatchObject({ count: 4, generation: 2, news: [{ what: 'login' }] });
    expect(reads).toHaveLength(2);
  });

  it('it comes again where it never gets its turn', async () => {
    const alert = await put(attackFound());
    expect(await deliver(alert, contended(100))).toEqual(AGAIN);
    expect(only().loginHistory).toBeNull();
    expect(await deliver(alert)).toEqual(DONE);
    expect(only().loginHistory).not.toBeNull();
  });
});

describe('a service that fails', () => {
  it('has the alert come again, and nothing is written of a log that could not be asked', async () => {
    const alert = await put(attackFound());
    hostLog = new LocalLog(async () => Promise.reject(new Error('throttled')));
    expect(await deliver(alert)).toEqual(AGAIN);
    expect(only().generation).toBe(1);
  });
});
