/** docs/telemetry.md against the files that it gives to paste, and against the recordings that its figures are from. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../cdk/config.ts';
import { isExec } from '../../shared/telemetry/auditd/syscalls.ts';
import { alertsOf, readLabels, readLines, timelineOf } from '../corpus/recordings.ts';
import { score } from '../corpus/score.ts';
import { cells, type ExecCost, execCost } from './exec-cost.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, DOCS), 'utf8');
const guide = read('telemetry.md');
/** Line breaks are for whoever reads the source. */
const prose = guide.replace(/\s+/g, ' ');

describe('docs/telemetry/ldwatch.rules', () => {
  const lines = read('telemetry/ldwatch.rules')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const rules = lines.filter((line) => line.startsWith('-a'));

  it('records both calls in both word sizes, 32 bits last, and nothing is excepted', () => {
    expect(rules).toEqual(
      ['b64', 'b32'].map((arch) => `-a always,exit -F arch=${arch} -S execve,execveat -k ldwatch`),
    );
  });

  it('makes room first and deletes or locks nothing', () => {
    expect(lines).toEqual(['-b 8192', ...rules]);
  });

  it('is listed by auditctl -l as the guide shows', () => {
    for (const rule of rules) expect(guide).toContain(`\n    ${rule.replace('-k ', '-F key=')}\n`);
  });
});

describe('docs/telemetry/cloudwatch-agent.json', () => {
  const file = JSON.parse(read('telemetry/cloudwatch-agent.json'));
  const [entry] = file.logs.logs_collected.files.collect_list;

  it('ships the audit log, one stream a host, to the group that ldwatch subscribes to by default', () => {
    expect(file).toEqual({
      agent: { run_as_user: 'root' },
      logs: { logs_collected: { files: { collect_list: [entry] } } },
    });
    expect(entry).toEqual({
      file_path: '/var/log/audit/audit.log',
      log_group_name: '/var/log/audit/audit.log',
      log_group_class: 'STANDARD',
      log_stream_name: '{instance_id}',
      retention_in_days: -1,
    });
    expect(JSON.stringify(parseConfig({}).logGroups)).toContain(JSON.stringify(entry.log_group_name));
  });

  it('has no field that the guide leaves unexplained', () => {
    for (const field of [...Object.keys(file.agent), ...Object.keys(entry)])
      expect(guide).toContain(`\n- **\`${field}\`**: `);
  });

  it('names the group that the commands of the guide make and that the instances may write to', () => {
    expect(guide).toContain(
      `create-log-group --log-group-name ${entry.log_group_name} --log-group-class STANDARD`,
    );
    const { Statement } = JSON.parse(read('telemetry/instance-policy.json'));
    expect(Statement).toEqual([
      {
        Sid: 'WriteTheAuditLog',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:*:*:log-group:${entry.log_group_name}:*`,
      },
    ]);
  });
});

describe('docs/telemetry.md', () => {
  it('links to files and headings that exist', () => {
    const targets = [...guide.matchAll(/\]\((?!https:)([^)\s]+)\)/g)].map(([, target = '']) => target);
    const headings = [...guide.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replace(/ /g, '-'),
    );
    expect(targets.length).toBeGreaterThan(5);
    for (const target of targets) {
      if (target.startsWith('#')) expect(headings).toContain(target.slice(1));
      else expect(existsSync(fileURLToPath(new URL(target, DOCS))), target).toBe(true);
    }
  });

  it('names a source for each number in brackets, and no other', () => {
    const [text = '', sources = ''] = guide.split('\n## What was tried, and sources\n');
    const cited = new Set([...text.matchAll(/\[(\d+)\]/g)].map(([, number]) => number));
    const given = [...sources.matchAll(/^\[(\d+)\] /gm)].map(([, number]) => number);
    expect(given).toEqual([...cited].sort((a, b) => Number(a) - Number(b)));
  });
});

describe('what the guide says of cost', () => {
  const lines: Record<string, string[]> = {};
  const costs: Record<string, ExecCost> = {};
  beforeAll(async () => {
    for (const name of ['recorded', 'extended', 'crowd']) {
      lines[name] = readLines(name);
      costs[name] = await execCost(lines[name]);
    }
  });

  /** The share of a log's bytes that is gone, in percent, and what is left. */
  function without(name: string, gone: (line: string) => boolean): { percent: number; rest: string[] } {
    const all = lines[name] ?? [];
    const rest = all.filter((line) => !gone(line));
    const bytes = (some: readonly string[]): number => some.reduce((sum, line) => sum + line.length + 1, 0);
    return { percent: Math.round(100 * (1 - bytes(rest) / bytes(all))), rest };
  }

  it.for(['recorded', 'extended', 'crowd'])('is what the recording %s costs', (name) => {
    const cost = costs[name];
    const row = [`\`${name}\``, ...(cost ? [...cells(cost.executed), ...cells(cost.failed)] : [])];
    const rows = guide.split('\n').map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
    expect(rows).toContainEqual(row);
  });

  it('is what a million executions make', () => {
    const { executed, failed } = costs['crowd'] ?? expect.fail();
    const gigabytes = (bytes: 'bytes' | 'rawBytes'): string => {
      const sum = executed[bytes] + failed[bytes] + 26 * (executed.records + failed.records);
      return ((sum / executed.events) * 1e-3).toFixed(1);
    };
    expect(prose).toContain(
      `are ${gigabytes('rawBytes')} GB in RAW and ${gigabytes('bytes')} GB in ENRICHED`,
    );
  });

  it('is made by execve of 64 bits, but for a few in extended', () => {
    const calls = (name: string): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const line of lines[name] ?? []) {
        const [, arch = '', call = ''] = /^type=SYSCALL .*? arch=(\S+) syscall=(\d+) /.exec(line) ?? [];
        if (isExec(arch, call)) counts.set(`${arch} ${call}`, (counts.get(`${arch} ${call}`) ?? 0) + 1);
      }
      return counts;
    };
    expect([...calls('crowd').keys()]).toEqual(['c000003e 59']);
    const extended = calls('extended');
    const all = [...extended.values()].reduce((sum, count) => sum + count);
    expect([all, extended.get('c000003e 322'), extended.get('40000003 11')]).toEqual([6097, 4, 1]);
    expect(prose).toContain('of its 6,097 executions and attempts, 4 are `execveat` and 1 is 32-bit');
  });

  it.for(['extended', 'crowd'])(
    'falls in %s without records that ldwatch does not read, and no alert changes',
    (name) => {
      const alerts = alertsOf(lines[name] ?? []);
      const proctitle = without(name, (line) => line.startsWith('type=PROCTITLE'));
      const capabilities = without(name, (line) => line.startsWith('type=BPRM_FCAPS'));
      expect([proctitle.percent, capabilities.percent]).toEqual([12, name === 'crowd' ? 5 : 6]);
      expect(alertsOf(proctitle.rest)).toEqual(alerts);
      expect(alertsOf(capabilities.rest)).toEqual(alerts);
    },
  );

  it('falls little without failed attempts, and an attack is missed', () => {
    const failed = new Set(
      (lines['extended'] ?? []).flatMap(
        (line) => /^type=SYSCALL msg=(\S+) .* success=no /.exec(line)?.[1] ?? [],
      ),
    );
    const { percent, rest } = without('extended', (line) => failed.has(/ msg=(\S+)/.exec(line)?.[1] ?? ''));
    const missed = (some: readonly string[]): readonly string[] =>
      score(timelineOf(lines['extended'] ?? []), readLabels('extended').scenarios, alertsOf(some)).missed;
    expect(percent).toBe(4);
    expect(missed(rest)).toHaveLength(missed(lines['extended'] ?? []).length + 1);
    expect(prose).toContain(
      'saves 4 % of the bytes in the recording `extended`, and one more of its 371 attacks is missed',
    );
  });
});
