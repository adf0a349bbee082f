import { describe, expect, it } from 'vitest';
import type { Label } from './labels.ts';
import { type ScoredAlert, score } from './score.ts';
import { Timeline } from './timeline.ts';

const id = (serial: number): string => `1.000:${serial}`;
const exec = (serial: number, ...args: string[]): string =>
  `type=EXECVE msg=audit(${id(serial)}): argc=${args.length} ${args.map((arg, i) => `a${i}="${arg}"`).join(' ')}`;
const mark = (serial: number, text: string): string => exec(serial, '/bin/true', `ldscn-${text}`);
const alert = (serial: number, more: Partial<ScoredAlert> = {}): ScoredAlert => ({
  audit_ids: [id(serial)],
  kind: 'execute',
  severity: 'high',
  payload: '/tmp/p',
  ...more,
});

const timeline = new Timeline();
for (const line of [
  exec(1, 'before'),
  mark(2, 'bad-begin'),
  exec(3, 'ld.so', '/tmp/p'),
  mark(4, 'bad-end'),
  mark(5, 'good-begin'),
  exec(6, 'ls'),
  mark(7, 'good-end'),
  exec(8, 'after'),
])
  timeline.add(line);

const bad: Label = { id: 'bad', verdict: 'execute', payload: '/tmp/p', severity_at_least: 'high' };
const good: Label = { id: 'good', verdict: 'benign' };

describe('score', () => {
  it('finds nothing to say about the right alert', () => {
    const result = score(timeline, [bad, good], [alert(3)]);
    expect(result).toMatchObject({ due: 1, missed: [], false: [], wrong: [], grade: [], unknown: 0 });
  });

  it('names what is missed and what is false', () => {
    const result = score(timeline, [bad, good], [alert(6), alert(8)]);
    expect(result).toMatchObject({ missed: ['bad'], false: ['good: 1 alert(s)'], unknown: 1 });
  });

  it('names a wrong payload, a wrong grade and a missing mention', () => {
    const label: Label = { ...bad, mentions: 'evil.so' };
    const result = score(timeline, [label], [alert(3, { payload: '/bin/ls', severity: 'low' })]);
    expect(result.wrong).toHaveLength(2);
    expect(result.grade).toEqual(['bad: low, at least high is due']);
  });

  it('welcomes a staging alert where a loader is staged, and nowhere else', () => {
    const staged = alert(3, { kind: 'stage' });
    expect(score(timeline, [{ id: 'bad', verdict: 'stage' }], [staged]).staged).toEqual({ seen: 1, of: 1 });
    expect(score(timeline, [{ id: 'bad', verdict: 'inspect' }], [staged]).false).toHaveLength(1);
    const tolerant: Label = { id: 'bad', verdict: 'inspect', tolerate_stage: true };
    expect(score(timeline, [tolerant], [staged]).false).toEqual([]);
  });
});
