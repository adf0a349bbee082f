/** Executions whose records went on in another delivery are kept, and put together again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditdCorrelator } from '../../shared/telemetry/auditd/correlator.ts';
import { type KeptLine, linesByEvent, putTogether } from '../../shared/telemetry/cut-event.ts';
import { type ExecEvent, execEventId } from '../../shared/telemetry/exec-event.ts';
import { execs } from './auditd/arbitraries.ts';
import { type Exec, eventIdOf, render } from './auditd/render.ts';

const ORIGIN = { account: '111122223333', region: 'eu-central-1', logGroup: 'g', logStream: 's' };

const EXEC: Exec = {
  node: '',
  time: 1_771_085_986_953,
  serial: 7,
  pid: 700,
  exe: Buffer.from('/usr/lib/ld-linux-x86-64.so.2'),
  argv: [Buffer.from('/lib64/ld-linux-x86-64.so.2'), Buffer.from('/tmp/payload')],
  cwd: Buffer.from('/'),
  files: [Buffer.from('/lib64/ld-linux-x86-64.so.2')],
};
const ID = eventIdOf(EXEC);
const KEY = { origin: ORIGIN, host: '', sourceEventId: ID };

function numbered(lines: readonly string[], first = 0): KeptLine[] {
  return lines.map((line, at) => ({ id: String(first + at).padStart(56, '0'), line }));
}

/** What one delivery keeps of an execution. */
function keptOf(lines: readonly KeptLine[], exec: Exec = EXEC): readonly KeptLine[] {
  const id = execEventId(exec.node, eventIdOf(exec));
  return linesByEvent(lines, [{ id }]).get(id) ?? [];
}

function textsOf(lines: readonly KeptLine[]): string[] {
  return lines.map(({ line }) => line);
}

/** Without what depends on which record came first. */
function essence(event: ExecEvent | null): object | null {
  return event && { ...event, pointer: null };
}

function wholeOf(exec: Exec): ExecEvent | null {
  let whole: ExecEvent | null = null;
  const correlator = new AuditdCorrelator((event) => {
    if (event.type === 'exec') whole = event;
  });
  for (const line of render(exec)) correlator.push(line, 'g:s', 0);
  correlator.flush();
  return whole;
}

const records = render(EXEC).filter((line) => !line.includes('PROCTITLE'));

describe('linesByEvent', () => {
  it('keeps the records of the executions that are asked for, and of no others', () => {
    const other = render({ ...EXEC, serial: 8 });

    expect(new Set(textsOf(keptOf(numbered([...other, ...render(EXEC)]))))).toEqual(new Set(records));
    expect(keptOf(numbered(other))).toEqual([]);
  });

  it('keeps nothing of lines that only mention the id', () => {
    const mention = render({ ...EXEC, serial: 8, argv: [Buffer.from(`msg=audit(${ID}):`), Buffer.from(ID)] });

    expect(keptOf(numbered(mention))).toEqual([]);
  });

  it('keeps another host’s event with the same id apart', () => {
    const theirs = render({ ...EXEC, node: 'other', argv: [Buffer.from('theirs')] });
    const lines = numbered([...theirs, ...render(EXEC)]);

    expect(new Set(textsOf(keptOf(lines)))).toEqual(new Set(records));
    expect(
      keptOf(lines, { ...EXEC, node: 'other' }).every(({ line }) => line.startsWith('node=other ')),
    ).toBe(true);
  });

  it.each<[string, string]>([
    ['a shipper’s JSON', JSON.stringify({ log: `${records[0]}\n`, stream: 'x' })],
    ['JSON in JSON', JSON.stringify({ message: JSON.stringify({ log: records[0] }) })],
    [
      'a collector’s JSON, which does not hold the id as it is written',
      JSON.stringify({
        timestamp: ID.slice(0, 10),
        timestampfractional: ID.slice(11, 14),
        eventid: String(EXEC.serial),
        items: { SYSCALL: [records[0]?.replace(/^.*?: /, '')] },
      }),
    ],
    ['a syslog head', `<85>Nov 23 03:02:13 host audispd: ${records[0]}`],
  ])('finds records behind %s', (_, line) => {
    expect(putTogether(keptOf(numbered([line])), KEY)).toMatchObject({
      exe: { path: '/usr/lib/ld-linux-x86-64.so.2' },
    });
  });

  it('takes records apart that stand joined on one line', () => {
    const joined = records.map((line) => line.replace(' key="exec"', '')).join(' ');

    expect(keptOf(numbered([joined]))).toHaveLength(records.length);
    expect(putTogether(keptOf(numbered([joined])), KEY)?.missing).toEqual([]);
  });

  it('prefers what is few to arguments, of which there may be megabytes', () => {
    const argv = [EXEC.argv[0], EXEC.argv[1], ...Array(400).fill(Buffer.alloc(4_000, 0x01))];
    const many = { ...EXEC, argv: argv.filter((word) => word !== undefined) };

    const kept = keptOf(numbered(render(many)));

    expect(textsOf(kept).reduce((sum, { length }) => sum + length, 0)).toBeLessThan(100 * 1024);
    expect(putTogether(kept, KEY)).toMatchObject({
      argv: expect.arrayContaining(['/tmp/payload']),
      missing: ['arguments'],
      files: [{ name: '/lib64/ld-linux-x86-64.so.2' }],
    });
  });

  it('keeps the beginning of a record that is longer than any of the kernel’s', () => {
    const forged = `${records[0]} ${'x'.repeat(1_000_000)}`;

    expect(putTogether(keptOf(numbered([forged])), KEY)?.exe?.path).toBe('/usr/lib/ld-linux-x86-64.so.2');
  });
});

describe('putTogether', () => {
  it('is whole again from any two parts of an execution’s records, in any order, kept any number of times', () => {
    fc.assert(
      fc.property(execs, fc.infiniteStream(fc.nat()), ([exec], numbers) => {
        if (exec === undefined || render(exec).join('').length > 90 * 1024) return;
        const next = () => numbers.next().value ?? 0;
        const lines = numbered(render(exec));
        const parts: KeptLine[][] = [[], []];
        for (const line of lines) parts[next() % 2]?.push(line);
        const kept = parts.flatMap((part) => [
          ...keptOf(part, exec),
          ...(next() % 3 === 0 ? keptOf(part, exec) : []),
        ]);
        const shuffled = kept
          .map((line) => ({ line, key: next() }))
          .sort((a, b) => a.key - b.key)
          .map(({ line }) => line);

        const key = { origin: ORIGIN, host: exec.node, sourceEventId: eventIdOf(exec) };
        expect(essence(putTogether(shuffled, key))).toEqual(essence(wholeOf(exec)));
      }),
      { numRuns: 60 },
    );
  });

  it('points to the earliest of its log events', () => {
    const lines = numbered(records, 5).toReversed();

    expect(putTogether(lines, KEY)?.pointer).toEqual({ source: 'g:s', position: '5'.padStart(56, '0') });
  });

  it('names what is missing', () => {
    expect(putTogether(numbered(records.slice(0, 2)), KEY)?.missing).toEqual(['working-directory', 'files']);
    expect(putTogether(numbered(records.slice(1)), KEY)?.missing).toEqual(['process', 'files']);
  });

  it('is nothing where the lines tell no execution of that host and id', () => {
    expect(putTogether([], KEY)).toBeNull();
    expect(putTogether(numbered(records.slice(2)), KEY)).toBeNull();
    expect(putTogether(numbered(render({ ...EXEC, node: 'other' })), KEY)).toBeNull();
    expect(putTogether(numbered(render({ ...EXEC, serial: 8 })), KEY)).toBeNull();
  });
});
