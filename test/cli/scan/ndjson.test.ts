/** `--output ndjson`: what programs that read it can rely on. */
import { beforeAll, describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../../shared/detection/severity.ts';
import { loader } from '../../detection/exec.ts';
import { alertsOfScan, ldwatch, RECORDED } from '../ldwatch.ts';
import { logOf } from '../log.ts';

const text = expect.any(String);
const texts = expect.toSatisfy(
  (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'),
  'is a list of texts, not empty',
);
const matching = (pattern: RegExp) => expect.stringMatching(pattern);

describe('the short recording as JSON', () => {
  let run: Awaited<ReturnType<typeof alertsOfScan>>;
  beforeAll(async () => {
    run = await alertsOfScan([RECORDED]);
  });

  it('is one object a line, every finding of it and nothing else', () => {
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.alerts).toHaveLength(22);
    expect(run.stdout.endsWith('}\n')).toBe(true);
  });

  it('has the promised fields in every line, of the promised types', () => {
    for (const alert of run.alerts) {
      expect(alert).toMatchObject({
        kind: matching(/^(?:execute|stage|foreign-interpreter)$/),
        severity: expect.toBeOneOf([...SEVERITIES]),
        time: matching(/^2026-11-23T03:02:1\d\.\d{3}Z$/),
        host: '',
        payload: text,
        payload_path: matching(/^\//),
        loader: { path: matching(/^\//) },
        reasons: texts,
        reason_ids: texts,
        techniques: texts,
        audit_ids: texts,
        argv: texts,
        pid: expect.any(Number),
        source: matching(/audit\.log:\d+$/),
      });
    }
  });

  it('names techniques and events by their ids, reasons one to one', () => {
    for (const { techniques, audit_ids, reasons, reason_ids } of run.alerts) {
      expect(techniques).toEqual((techniques as string[]).filter((id) => /^T\d{4}(?:\.\d{3})?$/.test(id)));
      expect(audit_ids).toEqual((audit_ids as string[]).filter((id) => /^\d+\.\d{3}:\d+$/.test(id)));
      expect(reasons).toHaveLength((reason_ids as string[]).length);
    }
  });

  it('has the same names in the same order in every line', () => {
    const names = run.alerts.map((alert) => Object.keys(alert).join(' '));

    expect(new Set(names).size).toBe(1);
  });
});

describe('an argument', () => {
  it('that is no UTF-8, or is full of controls, comes through as valid JSON and as it was', async () => {
    const payload = '/tmp/\udcff\udc80"\n\u001b[2J\u2028\u202eä😀';
    const stdin = logOf([
      loader('/tmp/x', { host: 'a-host' }),
      { ...loader('', {}), argv: [...loader('').argv, payload] },
    ]);

    const { stdout } = await ldwatch(['scan', '--output', 'ndjson'], { stdin });
    const [, line = ''] = stdout.split('\n');

    expect(Buffer.from(line).toString()).toBe(line);
    expect(line).toContain('\\udcff\\udc80');
    expect(JSON.parse(line)).toMatchObject({
      payload,
      payload_path: payload,
      argv: [expect.anything(), payload],
    });
  });

  it('that is long is cut where it stands in a list, and all are counted', async () => {
    const many = Array.from({ length: 100 }, () => 'x'.repeat(2000));
    const stdin = logOf([{ ...loader(''), argv: [...loader('/tmp/p').argv, ...many] }]);

    const { alerts } = await alertsOfScan([], { stdin });

    const argv = expect.toSatisfy(
      (value: unknown) => Array.isArray(value) && value.length === 64 && value[63] === `${'x'.repeat(1024)}…`,
      'has 64 arguments, each cut',
    );
    expect(alerts).toMatchObject([{ argc: 102, payload: '/tmp/p', argv }]);
  });
});
