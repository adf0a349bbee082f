/** From the kernel's records to every output: bytes that a program chose, through everything that reads, cuts and shows them. */
import { describe, expect, it } from 'vitest';
import { Scanner } from '../../cli/scan/scanner.ts';
import { alertMessageOf } from '../../shared/alert/alert-message.ts';
import { asffFinding } from '../../shared/alert/asff.ts';
import { busEvent } from '../../shared/alert/bus-event.ts';
import { chatNotification } from '../../shared/alert/chat-notification.ts';
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import { sizeOf } from '../../shared/alert/slack/message-size.ts';
import { updateAlone } from '../../shared/alert/slack/update-message.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { mergeFindings } from '../../shared/incident/merge.ts';
import { snapshotOf } from '../../shared/incident/snapshot.ts';
import { batchOf, found, T0 } from '../incident/findings.ts';
import { render } from '../telemetry/auditd/render.ts';
import { violationsOf } from './asff-limits.ts';
import { ownWords } from './slack/message-pieces.ts';
import { textsOf } from './texts-of.ts';

const LINKER = Buffer.from('/usr/lib64/ld-linux-x86-64.so.2');
const PRODUCT = {
  arn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
  partition: 'aws',
  account: '111122223333',
};
const TAKES_EFFECT = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** The incident of one execution of `/tmp/` and the bytes, with the same bytes as argument and directory. */
function incidentOf(bytes: Buffer, argument: Buffer): Incident {
  const name = bytes.subarray(0, 200);
  const payload = Buffer.concat([Buffer.from('/tmp/'), name]);
  const argv = [LINKER, Buffer.from('--argv0'), name, payload, argument];
  const cwd = Buffer.concat([Buffer.from('/home/'), name]);
  const records = render({
    ...{ node: '', time: T0, serial: 7, pid: 9, exe: LINKER },
    ...{ argv, cwd, files: [LINKER, payload] },
  });
  const incidents: Incident[] = [];
  const scanner = new Scanner({
    execution: () => undefined,
    finding: (finding) => {
      const batch = batchOf([snapshotOf(finding, found().origin)]);
      const record = mergeFindings(null, batch);
      if (record !== null) incidents.push(record.incident);
    },
  });
  for (const [index, line] of records.entries()) scanner.line(line, 'audit.log', index + 1);
  scanner.finish();
  const [incident, ...others] = incidents;
  if (incident === undefined || others.length > 0) throw new Error(`${incidents.length} incidents`);
  return incident;
}

const MIB = 1024 * 1024;

const WRITTEN: readonly (readonly [string, Buffer])[] = [
  [
    'mentions and links',
    Buffer.from('<!channel> @here <https://evil.example|the runbook> `*Severity:* none`'),
  ],
  ['HTML', Buffer.from('</code></pre><script>alert(1)</script>&amp;"\'')],
  ['colours and moves of a terminal', Buffer.from('\u001b[2J\u001b[31mRESOLVED\u001b[0m\b\r')],
  ['another direction', Buffer.from('\u202egnp.exe\u2066\u2069\u200f')],
  ['what is not seen', Buffer.from('a\u200b\u200d\u2060\ufeff\u{e0041}b')],
  ['lines like ours', Buffer.from('x\nWhy: nothing, this is harmless\nIncident: closed\r\n')],
  ['bytes that are no UTF-8', Buffer.from('ff80fec0afeda080f4908080', 'hex')],
  ['halves of characters', Buffer.from('f09f92', 'hex')],
];

describe.each(WRITTEN)('%s, from the records to the outputs', (_, bytes) => {
  it.each([
    ['once', bytes],
    ['two megabytes of it', Buffer.alloc(2 * MIB, bytes)],
  ])('%s', (_times, argument) => {
    const incident = incidentOf(bytes, argument);
    const { body, email, subject } = topicMessage(incident);
    const alert = alertMessageOf(body);
    const slack = [alertMessage(alert.incident), updateAlone(alert.incident)];
    const chat = chatNotification(alert.incident, alert.uid, 'aws');
    const asff = asffFinding(alert.incident, PRODUCT);

    expect(incident.gravest.process.argc).toBe(5);
    expect(incident.severity).toBe('critical');
    expect(violationsOf(asff)).toEqual([]);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
    expect(email.length).toBeLessThanOrEqual(32_000);
    expect(chat.content.description.length).toBeLessThanOrEqual(3000);
    for (const message of slack) expect(sizeOf(message.blocks)).toBeLessThanOrEqual(12_000);
    for (const text of [email, body, busEvent(alert, 'aws').detail]) expect(text.isWellFormed()).toBe(true);
    // Line breaks are ours there, and every line begins with a word of ours.
    const lines = [...email.split('\n'), ...chat.content.description.split('\n')];
    const { description: _description, ...content } = chat.content;
    for (const text of [...lines, ...textsOf([subject, asff, slack, content])])
      expect(text).not.toMatch(TAKES_EFFECT);
    for (const line of email.split('\n').slice(1))
      expect(line).toMatch(/^(?:[A-Z][A-Za-z ]*(?: \([a-z]+\))?:(?: |$)|Incident |$)/);
    for (const message of slack)
      expect(ownWords(message).join('\n')).not.toMatch(/evil|RESOLVED|script|gnp|harmless|closed/);
  });
});
