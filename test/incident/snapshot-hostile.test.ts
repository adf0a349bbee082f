/** Whoever writes the arguments must not be able to make an incident that the table refuses: it would never be told. */
import { describe, expect, it } from 'vitest';
import { incidentAttributes } from '../../shared/aws/incident-item.ts';
import { type IncidentRecord, mergeFindings } from '../../shared/incident/merge.ts';
import { type FindingSnapshot, snapshotOf } from '../../shared/incident/snapshot.ts';
import { LINKER, loader } from '../detection/exec.ts';
import { run } from '../detection/run.ts';
import { batchOf, found, T0 } from './findings.ts';

const origin = { ...found().origin, logGroup: 'g'.repeat(512), logStream: 's'.repeat(512) };

/** Of an execution in which everything that a user can write is `text`. */
function hostile(text: string): FindingSnapshot {
  const libraries = Array.from({ length: 50 }, (_, index) => `/tmp/${index}${text}`).join(':');
  const argv = [
    LINKER,
    '--preload',
    libraries,
    '--argv0',
    text,
    `/tmp/${text}`,
    ...Array<string>(500).fill(text),
  ];
  const event = loader('', { argv, host: text, cwd: `/${text}`, user: { name: text, tty: text } });
  const [finding] = run([
    { ...event, exe: { path: `/tmp/${text}/ld-linux-x86-64.so.2`, deleted: true, memfd: false } },
  ]).findings;
  if (finding === undefined) throw new Error('nothing was found');
  return snapshotOf({ ...finding, relatedEventIds: Array<string>(1000).fill('1800000000.000:1') }, origin);
}

const TEXTS: [string, string][] = [
  ['letters', 'a'],
  ['controls, six bytes each as JSON', '\x01'],
  ['quotes and backslashes', '"\\'],
  ['Chinese', '木'],
  ['emoji', '💣'],
  ['bytes that are no UTF-8', '\udcff'],
];

describe('a snapshot is at most 110 KB as JSON', () => {
  it.each(TEXTS)('of 4 KB texts of %s', (_name, text) => {
    const snapshot = hostile(text.repeat(4096 / text.length));
    expect(Buffer.byteLength(JSON.stringify(snapshot))).toBeLessThan(110_000);
    expect(snapshot.process.argc).toBe(506);
  });

  it('of arguments of two megabytes, and costs next to nothing', () => {
    const event = loader('/tmp/p', { argv: [LINKER, '/tmp/p', '\x01'.repeat(2_000_000)] });
    const [finding] = run([event]).findings;
    if (finding === undefined) throw new Error('nothing was found');
    const begun = performance.now();
    const snapshot = snapshotOf(finding, origin);
    expect(performance.now() - begun).toBeLessThan(500);
    expect(JSON.stringify(snapshot).length).toBeLessThan(10_000);
  });
});

/** As DynamoDB counts an item: names and values, in bytes. */
function sizeOf(record: IncidentRecord): number {
  return Object.entries(incidentAttributes(record)).reduce((sum, [name, value]) => {
    const { S, N, B } = { S: undefined, N: undefined, B: undefined, ...value };
    return sum + name.length + Buffer.byteLength(S ?? N ?? '') + (B?.length ?? 0);
  }, 0);
}

describe('an incident fits into an item of the table', () => {
  it.each(TEXTS.slice(1, 4))(
    'after a flood from 10,000 hosts with texts of %s',
    { timeout: 20_000 },
    (_name, text) => {
      const gravest = {
        ...hostile(text.repeat(4096 / text.length)),
        severity: 'critical' as const,
        time: T0,
      };
      const flood = Array.from({ length: 17_000 }, (_, index) => ({
        ...gravest,
        sourceEventId: String(index),
        time: T0 + index * 5000,
        origin: { ...origin, logStream: String(index % 10_000).padEnd(512, 's') },
      }));
      const record = mergeFindings(null, batchOf([gravest, ...flood]));
      if (record === null) throw new Error('nothing was recorded');
      expect(record.incident.count).toBe(17_001);
      expect(sizeOf(record)).toBeLessThan(350_000);
    },
  );
});
