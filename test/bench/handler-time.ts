/** How long the detecting function itself takes for its deliveries, without what it waits for. */
import { Detect } from '../../functions/detect/detect.ts';
import type { FindingSnapshot } from '../../shared/incident/snapshot.ts';
import { deliveriesOf } from '../../shared/telemetry/delivery.ts';
import { cloudWatchPayloads } from './payloads.ts';

/** Milliseconds a round, and what was judged in it. */
export interface HandlerTime {
  readonly ms: number;
  readonly logEvents: number;
  readonly executions: number;
  readonly findings: number;
  readonly asked: number;
}

const WARM_UP = 3;

interface MetricLine {
  readonly Lines?: number;
  readonly Executions?: number;
}

/**
 * Calls the function with the payloads of a recording, over stores and queues that answer at once.
 *
 * @param rounds - of which the median is given
 */
export async function measureHandler(lines: readonly string[], rounds: number): Promise<HandlerTime> {
  const calls = cloudWatchPayloads(lines).map((payload) => ({
    awslogs: { data: payload.toString('base64') },
  }));
  const seen = { logEvents: 0, executions: 0, findings: 0, asked: 0 };
  const detect = new Detect({
    recorder: {
      record: async (findings: readonly FindingSnapshot[]) => {
        seen.findings += findings.length;
        return [];
      },
    },
    cuts: { keep: async () => undefined },
    facts: { remember: async () => undefined, recall: async () => [] },
    settle: {
      send: async ({ events }) => {
        seen.asked += events.length;
      },
      report: async () => undefined,
    },
    region: 'eu-central-1',
    log: (line) => {
      // The function's own line, of which only two counts are read.
      const { Lines = 0, Executions = 0 } = JSON.parse(line) as MetricLine;
      seen.logEvents += Lines;
      seen.executions += Executions;
    },
    now: () => 1_795_500_000_000,
  });
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + rounds; round++) {
    const start = performance.now();
    for (const call of calls) for (const { delivery } of deliveriesOf(call)) await detect.handle(delivery);
    times.push(performance.now() - start);
  }
  const counted = times.slice(WARM_UP).sort((a, b) => a - b);
  const total = WARM_UP + rounds;
  return {
    ms: counted[Math.floor(counted.length / 2)] ?? 0,
    logEvents: seen.logEvents / total,
    executions: seen.executions / total,
    findings: seen.findings / total,
    asked: seen.asked / total,
  };
}
