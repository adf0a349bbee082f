/** What GuardDuty reports, asked of the host's log: one incident where the log tells the same execution. */
import { describe, expect, it } from 'vitest';
import { findingsOfReport } from '../../../functions/settle/runtime-report.ts';
import { type RuntimeParts, runtimeEvent } from '../../telemetry/guardduty/events.ts';
import { MemoryPorts } from '../ports.ts';
import { attack, LOADER_FILE, likeLdd, SCENE_TIME } from '../scenes.ts';

const STREAM = { logGroup: '/var/log/audit/audit.log', logStream: 'i-0a000000000000001' };

async function reported(lines: readonly string[], parts: RuntimeParts = {}) {
  const ports = new MemoryPorts();
  ports.streamNames = [STREAM];
  ports.excerpt = { readable: true, lines };
  const { detail } = runtimeEvent({
    path: LOADER_FILE,
    ...parts,
    process: { pid: 7_000, startTime: Math.floor(SCENE_TIME / 1000), ...parts.process },
  });
  const { streams, hostLog, read } = ports;
  return { snapshots: await findingsOfReport(detail, { streams, hostLog }), read };
}

describe('a report of GuardDuty about an execution that the log tells', () => {
  it("is the log's finding, with what GuardDuty says beside it", async () => {
    const { snapshots } = await reported(attack());

    expect(snapshots).toMatchObject([
      {
        kind: 'execute',
        format: 'auditd',
        program: { path: '/tmp/payload' },
        origin: STREAM,
        report: { type: 'Execution:Runtime/X', severity: 8, count: 1 },
      },
    ]);
  });

  it('reads the log around the start of the process', async () => {
    const { read } = await reported(attack());
    const start = Math.floor(SCENE_TIME / 1000) * 1000;

    expect(read).toEqual([{ from: start - 300_000, to: start + 15_000 }]);
  });
});

describe('it is all there is', () => {
  it.each<[string, readonly string[], RuntimeParts]>([
    ['where the log tells nothing', [], {}],
    ['where the log tells another process', attack({ pid: 7_001 }), {}],
    ['where a process had the same id at another time', attack({ after: 60_000 }), {}],
    ['where the process runs another executable', attack({ exe: '/usr/lib/ld-2.31.so' }), {}],
  ])('%s', async (_what, lines, parts) => {
    const { snapshots } = await reported(lines, parts);

    expect(snapshots).toMatchObject([
      { format: 'guardduty', program: null, origin: { logGroup: 'guardduty' }, report: { count: 1 } },
    ]);
  });

  it('of a sample, for which no log is read', async () => {
    const { snapshots, read } = await reported(attack(), { detail: { title: '[SAMPLE] x' } });

    expect(snapshots).toMatchObject([{ format: 'guardduty', severity: 'info', report: { isSample: true } }]);
    expect(read).toEqual([]);
  });

  it('of a task that has no instance', async () => {
    const arn = 'arn:aws:ecs:eu-central-1:111122223333:task/jobs/1';
    const resource = {
      resourceType: 'ECSCluster',
      instanceDetails: null,
      ecsClusterDetails: { name: 'jobs', taskDetails: { arn, containers: [{ name: 'job' }] } },
    };

    const { snapshots } = await reported(attack(), { resource });

    expect(snapshots).toMatchObject([{ origin: { logStream: arn }, container: { task: arn } }]);
  });
});

it('an ldd that GuardDuty saw act was none: what the log takes for one is told by GuardDuty alone', async () => {
  const { snapshots } = await reported(likeLdd());

  expect(snapshots).toHaveLength(1);
  expect(snapshots[0]?.report).not.toBeNull();
});

it('a report about other processes leads to nothing', async () => {
  const { snapshots } = await reported(attack(), { path: '/usr/bin/python3' });

  expect(snapshots).toEqual([]);
});
