/** However a log is cut into deliveries, detecting and settling find what a scan of the whole log finds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalLog } from '../../cli/demo/local-services.ts';
import { Detect } from '../../functions/detect/detect.ts';
import { Settle } from '../../functions/settle/settle.ts';
import { type FindingSnapshot, snapshotOf } from '../../shared/incident/snapshot.ts';
import type { LogEvent, LogEvents } from '../../shared/telemetry/cloudwatch-logs.ts';
import { readLines } from '../corpus/recordings.ts';
import { judgedRecording } from '../detection/judged.ts';
import { deliveriesOf, logEventsOf, ORIGIN } from '../faults/recording.ts';
import { MemoryPorts } from './ports.ts';

/** A finding without where its text stood, which depends on the deliveries; a set of them has each once. */
function essence(snapshot: FindingSnapshot): string {
  return JSON.stringify({ ...snapshot, pointer: null });
}

async function found(events: readonly LogEvent[], deliveries: readonly LogEvents[]): Promise<Set<string>> {
  const ports = new MemoryPorts();
  const hostLog = new LocalLog();
  hostLog.put(ORIGIN, events);
  const { recorder, cuts, hostFacts: facts, queue, streams, log } = ports;
  const now = () => 1_795_500_000_000;
  const detect = new Detect({ recorder, cuts, facts, settle: queue, region: ORIGIN.region, log, now });
  const settle = new Settle({ recorder, cuts, facts, hostLog, streams, log, now });
  for (const delivery of deliveries) {
    await detect.handle(delivery);
    for (const request of ports.asked.splice(0)) {
      const answers = await settle.judge(request, 1);
      expect(answers).not.toBeNull();
      if (answers !== null) await settle.keep([answers]);
    }
  }
  return new Set(ports.recorded.map(essence));
}

describe.each([
  ['recorded', 6],
  ['extended', 1],
] as const)('the recording %s', (name, runs) => {
  const events = logEventsOf(readLines(name));
  const { findings } = judgedRecording(name);
  const expected = new Set(
    [...findings.values()].flat().map((finding) => essence(snapshotOf(finding, ORIGIN))),
  );

  it(`gives what a scan gives, cut at random (runs: ${runs})`, async () => {
    const places = fc.uniqueArray(fc.nat(events.length), { minLength: 20, maxLength: 60 });
    const property = fc.asyncProperty(places, async (cut) => {
      expect(await found(events, deliveriesOf(events, cut))).toEqual(expected);
    });
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
  });
});
