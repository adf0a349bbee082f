import { describe, expect, it } from 'vitest';
import { findingMessage } from '../../shared/alert/finding-message.ts';
import { ndjsonLine } from '../../shared/alert/ndjson.ts';
import { Detector } from '../../shared/detection/detector.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { exec, LINKER, LOADER } from '../detection/exec.ts';

const ACCOUNT = '111122223333';

function findingOf(argv: readonly string[]): Finding {
  const [finding] = new Detector().judge(exec({ argv, exe: LOADER, files: [LOADER] })).findings;
  if (finding === undefined) throw new Error('no finding');
  return finding;
}

describe('findingMessage', () => {
  it('is the line of ldwatch scan, with attributes to filter by', () => {
    const finding = findingOf([LINKER, '/tmp/payload']);
    expect(findingMessage(finding, ACCOUNT)).toEqual({
      subject: `ldwatch: ${finding.severity}, execute, account ${ACCOUNT}`,
      body: ndjsonLine(finding),
      attributes: { severity: finding.severity, kind: 'execute', account: ACCOUNT },
    });
  });

  it.each([
    ['arguments', [LINKER, '/tmp/payload', ...Array.from({ length: 5000 }, () => '\u0001'.repeat(1000))]],
    ['a path', [LINKER, `/tmp/${'ü'.repeat(120_000)}`]],
    ['injected libraries', [LINKER, '--preload', `/tmp/${'x:/'.repeat(40_000)}`, '/tmp/payload']],
  ])('stays small enough for ten in a batch, whatever the length of %s', (_, argv) => {
    const { body } = findingMessage(findingOf(argv), ACCOUNT);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(24_000);
    expect(JSON.parse(body)).toMatchObject({ kind: 'execute', argc: argv.length });
  });

  it('escapes what a queue behind the topic would refuse, and keeps its meaning', () => {
    const payload = '/tmp/\ufffe\uffff\u007f\u0001\udc80';
    const { body } = findingMessage(findingOf([LINKER, payload]), ACCOUNT);
    expect(body).not.toMatch(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/);
    expect(JSON.parse(body)).toMatchObject({ payload });
  });
});
