/** Executions judged with the log around them: as a scan of the whole log would, or with doubt that says so. */
import { describe, expect, it } from 'vitest';
import type { HostFact } from '../../shared/detection/host-facts.ts';
import { judgeAlone, judgeInContext } from '../../shared/detection/in-context.ts';
import { readLines } from '../corpus/recordings.ts';
import { attack, copying, helper, likeLdd, scene } from '../functions/scenes.ts';
import { alone, exec, LINKER, loader, T0 } from './exec.ts';
import { judgedRecording, partialExecution } from './judged.ts';
import { reasonsOf } from './run.ts';

const NOTHING = new Map<string, readonly HostFact[]>();
const COPY: HostFact = { fact: 'copy', since: T0 - 1, path: '/tmp/x', family: 'glibc', madeBy: '1.0:1' };

function essence(findings: ReadonlyMap<string, readonly object[]>): [string, unknown][] {
  const withoutPointer = (_key: string, value: unknown) => (_key === 'pointer' ? null : value);
  return [...findings].map(([id, all]) => [id, JSON.parse(JSON.stringify(all, withoutPointer))]);
}

describe('judgeInContext', () => {
  it.each(['recorded', 'extended'])('says of a whole log what a scan of it says: %s', (name) => {
    const { findings, executions } = judgedRecording(name);

    const context = judgeInContext(readLines(name), NOTHING);

    expect(context.events.size).toBe(executions.length);
    expect(new Map(essence(context.findings))).toEqual(new Map(essence(findings)));
  });

  it('lets an ldd pass, and not the same without one', () => {
    expect(judgeInContext(scene('ldd'), NOTHING).findings.size).toBe(0);
    expect(judgeInContext(likeLdd(), NOTHING).findings.size).toBe(1);
  });

  it('knows what was remembered before the excerpt begins', () => {
    const [event] = judgeInContext(helper(['payload']), NOTHING).events.values();
    const before: HostFact = { ...COPY, path: '/tmp/helper', since: (event?.time ?? 0) - 1 };
    const after: HostFact = { ...before, since: (event?.time ?? 0) + 1 };

    expect(judgeInContext(helper(['payload']), new Map([['', [before]]])).findings.size).toBe(1);
    expect(judgeInContext(helper(['payload']), new Map([['', [after]]])).findings.size).toBe(0);
    expect(judgeInContext(helper(['payload']), new Map([['other host', [before]]])).findings.size).toBe(0);
  });

  it('takes an execution from elsewhere of which the log has only a part, and no other', () => {
    const lines = helper(['/tmp/payload'], { after: 9 });
    const whole = partialExecution(lines);
    if (whole === null) throw new Error('no execution');
    const part = [...copying(), ...lines.slice(2)];

    expect(judgeInContext(part, NOTHING).events.get(whole.id)).toBeUndefined();
    const parts = [...copying(), ...lines.slice(0, 1)];
    expect(judgeInContext(parts, NOTHING, [whole]).events.get(whole.id)).toEqual(whole);
    expect(judgeInContext(parts, NOTHING, [whole]).findings.get(whole.id)).toMatchObject([
      { program: { path: '/tmp/payload' } },
    ]);
    expect(judgeInContext(copying(), NOTHING, [whole]).events.has(whole.id)).toBe(false);
  });

  it('says nothing of an empty log, and reads text that is no record', () => {
    expect(judgeInContext([], NOTHING)).toEqual({ events: new Map(), findings: new Map() });
    expect(judgeInContext(['START', '', '{"a":1}', ...attack()], NOTHING).findings.size).toBe(1);
  });
});

describe('judgeAlone', () => {
  it('knows a copy that was made in the same millisecond, by the kernel’s number', () => {
    const run = { ...alone('/tmp/x payload'), time: T0, sequence: 8 };
    const copyBy = (sequence: number) =>
      new Map([['host-1', [{ ...COPY, since: T0, madeBy: `1800000000.000:${sequence}` }]]]);

    expect(judgeAlone(run, copyBy(7), 'x')).toHaveLength(1);
    expect(judgeAlone(run, copyBy(9), 'x')).toEqual([]);
  });

  it('alerts about what an ldd does too, and says what is not known', () => {
    const [finding, ...more] = judgeAlone(loader('/bin/ls'), NOTHING, 'it is gone');

    expect(more).toEqual([]);
    expect(finding?.reasons.at(-1)).toEqual({
      id: 'context-unread',
      text: expect.stringContaining(
        '(it is gone), so it is not known whether something harmless, such as ldd, did it',
      ),
    });
  });

  it('keeps the other reasons and the severity', () => {
    const [finding] = judgeAlone(loader('/tmp/payload'), NOTHING, 'it is gone');

    expect(finding?.severity).toBe('critical');
    expect(finding && reasonsOf(finding).length).toBeGreaterThan(1);
  });

  it('knows copies that are remembered, and nothing of other files', () => {
    const run = alone('/tmp/x payload');

    expect(judgeAlone(run, new Map([['host-1', [COPY]]]), 'x')).toMatchObject([
      { loader: { evidence: 'known-copy' } },
    ]);
    expect(judgeAlone(run, NOTHING, 'x')).toEqual([]);
  });

  it('alerts where the arguments of a loader were lost', () => {
    const event = exec({ argv: [LINKER, null], fidelity: 'truncated', exe: LINKER, files: [LINKER] });

    expect(judgeAlone({ ...event, missing: ['arguments'] }, NOTHING, 'x')).toMatchObject([{ program: null }]);
  });
});
