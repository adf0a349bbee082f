import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFinding } from '../../../functions/security-hub/import-finding.ts';
import { deliverAlerts } from '../../../shared/aws/alert-queue.ts';
import { FindingRefusedError, type FindingsHub, productOf } from '../../../shared/aws/findings-hub.ts';
import { incidentOfCase } from '../../alert/ocsf-cases.ts';
import { FAULT_KINDS, Faults } from '../../faults/faults.ts';
import { again, alertsOf, sqsEvent } from './sqs-event.ts';

const PRODUCT = productOf('arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default');
const INCIDENT = incidentOfCase('execute');
/** Five generations, the middle ones without a later execution. */
const GENERATIONS = [1, 2, 3, 4, 5].map((generation) => ({
  ...INCIDENT,
  generation,
  count: generation,
  last: INCIDENT.last + (generation === 5 ? 1000 : 0),
}));

/** Security Hub, as far as it decides what it keeps (User Guide, "BatchImportFindings for finding providers"). */
class FakeHub implements FindingsHub {
  readonly findings = new Map<string, AwsSecurityFinding>();
  /** Every time a finding was new or changed. */
  changes = 0;
  readonly faults: Faults;
  private readonly refused: ReadonlySet<string>;

  constructor(faults = new Faults(), refused: readonly string[] = []) {
    this.faults = faults;
    this.refused = new Set(refused);
  }

  async import(finding: AwsSecurityFinding): Promise<void> {
    await this.faults.fate('BatchImportFindings', async () => {
      const { Id = '', UpdatedAt = '' } = finding;
      if (this.refused.has(Id)) throw new FindingRefusedError(`refused ${Id}`);
      const kept = this.findings.get(Id);
      if (kept !== undefined && String(kept.UpdatedAt) >= UpdatedAt) return;
      this.findings.set(Id, finding);
      this.changes++;
    });
  }
}

function deliverTo(hub: FindingsHub, event: unknown, lines: string[] = []) {
  const output = importFinding(hub, PRODUCT);
  return deliverAlerts(event, { output, log: (line) => void lines.push(line), now: () => 0 });
}

function generationIn(hub: FakeHub): string | undefined {
  return hub.findings.get(INCIDENT.id)?.ProductFields?.['ldwatch/Generation'];
}

describe('security-hub', () => {
  it('imports each alert, and says so', async () => {
    const hub = new FakeHub();
    const lines: string[] = [];
    const other = incidentOfCase('stage');
    expect(await deliverTo(hub, alertsOf(INCIDENT, other), lines)).toEqual(again());
    expect([...hub.findings.keys()]).toEqual([INCIDENT.id, other.id]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { SecurityHubDelivered: 1, alert: `${INCIDENT.id}-1` },
      { SecurityHubDelivered: 1, alert: `${other.id}-1` },
    ]);
  });

  it('updates one finding with each generation', async () => {
    const hub = new FakeHub();
    for (const incident of GENERATIONS) await deliverTo(hub, alertsOf(incident));
    expect(hub.findings.size).toBe(1);
    expect(hub.changes).toBe(5);
    expect(generationIn(hub)).toBe('5');
  });

  it('ends with the latest, in whatever order and however often they come', async () => {
    const order = fc.shuffledSubarray([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(order, async (indexes) => {
        const hub = new FakeHub();
        const incidents = indexes.flatMap((index) => GENERATIONS[index] ?? []);
        await deliverTo(hub, alertsOf(...incidents));
        expect(generationIn(hub)).toBe(String(Math.max(...indexes) + 1));
      }),
      { numRuns: 50 },
    );
  });

  it.each(FAULT_KINDS)('has an alert come again whose call %s, and no other', async (kind) => {
    const hub = new FakeHub(new Faults([{ at: 2, kind }]));
    const incidents = ['stage', 'execute', 'fleet'].map(incidentOfCase);
    const event = alertsOf(...incidents);
    const { batchItemFailures } = await deliverTo(hub, event);
    // Of a process that died, nobody hears the answer: the whole batch comes again.
    const died = hub.faults.revive();
    const failed = died ? event.Records : event.Records.filter(({ messageId }) => messageId === '1');
    if (!died) expect(batchItemFailures).toEqual([{ itemIdentifier: '1' }]);
    expect(await deliverTo(hub, { Records: failed })).toEqual(again());
    expect(new Set(hub.findings.keys())).toEqual(new Set(incidents.map(({ id }) => id)));
    expect(hub.changes).toBe(3);
  });

  it('has one that is refused come again, until it lies in the dead-letter queue, and imports the others', async () => {
    const lines: string[] = [];
    const hub = new FakeHub(new Faults(), [INCIDENT.id]);
    expect(await deliverTo(hub, alertsOf(incidentOfCase('stage'), INCIDENT), lines)).toEqual(again('1'));
    expect(hub.findings.size).toBe(1);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      SecurityHubFailures: 1,
      failed: '1',
      error: `FindingRefusedError: refused ${INCIDENT.id}`,
    });
  });

  it('has what it can not read come again, too: nothing is thrown away', async () => {
    const hub = new FakeHub();
    const [good] = alertsOf(INCIDENT).Records;
    expect(await deliverTo(hub, sqsEvent('no alert', good?.body ?? ''))).toEqual(again('0'));
    expect(hub.findings.size).toBe(1);
  });

  it('says that it was not SQS that called', async () => {
    await expect(deliverTo(new FakeHub(), { detail: {} })).rejects.toThrow();
  });
});
