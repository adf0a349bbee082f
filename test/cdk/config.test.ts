import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, readConfig } from '../../cdk/config.ts';
import { DEFAULT_NAMES } from '../../shared/response/environment/naming.ts';
import { EVERYTHING } from './everything.ts';

const CHANNEL = 'C0123456789';
const SLACK = {
  secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ldwatch/slack-AbCdEf',
  channel: CHANNEL,
};
const BUTTONS = { ...SLACK, signingSecretArn: SLACK.secretArn, approvers: ['U0ANN0001'] };

function complaint(written: unknown): string {
  try {
    parseConfig(written);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('no complaint');
}

describe('parseConfig', () => {
  it('has a default for everything', () => {
    expect(parseConfig({})).toEqual({
      stackName: 'ldwatch',
      logGroups: [{ name: '/var/log/audit/audit.log', environment: null }],
      environments: {
        tagKeys: ['Environment', 'env', 'stage'],
        names: DEFAULT_NAMES,
        accounts: {},
      },
      filterPattern: '',
      kinesis: null,
      guardDuty: true,
      memoryMb: 512,
      timeoutSeconds: 60,
      reservedConcurrency: null,
      settleDelaySeconds: 20,
      incidentWindowHours: 24,
      logRetentionDays: 30,
      alertEmails: [],
      loginHistory: true,
      alarmTopicArn: null,
      securityHub: null,
      eventBus: null,
      chatTopic: null,
      incidentRetentionDays: 400,
      onDestroy: 'keep',
      customerManagedKey: false,
      slack: null,
      containment: null,
      evidenceRetentionDays: 90,
      evidenceLock: 'governance',
    });
  });

  it('keeps what was written, and fills in the rest of it', () => {
    expect(parseConfig(EVERYTHING)).toEqual({
      ...EVERYTHING,
      logGroups: [
        { name: '/audit/web', environment: null },
        { name: '/audit/ci', environment: 'ci' },
      ],
      alertEmails: [
        { address: 'on-call@example.org', from: 'info' },
        { address: 'team@example.org', from: 'high' },
      ],
      containment: {
        ...EVERYTHING.containment,
        protectTag: 'ldwatch:protect',
        neverTags: [
          { key: 'critical-service', value: null },
          { key: 'role', value: 'nat' },
        ],
        perHour: 3,
        fleetShare: 0.1,
        liveMinutes: 30,
        proposalHours: 4,
      },
      evidenceRetentionDays: 90,
      evidenceLock: 'governance',
    });
    expect(parseConfig({ securityHub: true }).securityHub).toEqual({ from: 'info' });
    expect(parseConfig({ kinesis: {} }).kinesis).toEqual({ shards: 'on-demand', retentionHours: 24 });
  });

  it('takes the short ways to write an output', () => {
    const written = (value: unknown) => {
      const { securityHub, eventBus, chatTopic } = parseConfig({
        securityHub: value,
        eventBus: value,
        chatTopic: value,
      });
      return [securityHub, eventBus, chatTopic];
    };
    expect(written(true)).toEqual([{ from: 'info' }, { bus: 'own', from: 'info' }, { from: 'info' }]);
    expect(written({ from: 'high' })).toEqual([
      { from: 'high' },
      { bus: 'own', from: 'high' },
      { from: 'high' },
    ]);
    expect(written(false)).toEqual([null, null, null]);
    expect(written(null)).toEqual([null, null, null]);
    const bus = 'arn:aws:events:eu-central-1:111122223333:event-bus/security';
    expect(parseConfig({ eventBus: bus }).eventBus).toEqual({ bus, from: 'info' });
  });

  it('takes Slack in few words, and a webhook without a channel', () => {
    const noButtons = {
      signingSecretArn: null,
      signingSecretKeyArn: null,
      approvers: [],
      team: null,
      actionConcurrency: 5,
    };
    const channels = { channelsBySeverity: {}, channelsByEnvironment: {} };
    const rest = { secretKeyArn: null, ...channels, from: 'info', ...noButtons };
    expect(parseConfig({ slack: SLACK }).slack).toEqual({ ...SLACK, ...rest, mode: 'bot' });
    const { secretArn } = SLACK;
    const webhook = parseConfig({ slack: { secretArn, mode: 'webhook' } }).slack;
    expect(webhook).toEqual({ secretArn, ...rest, mode: 'webhook', channel: null });
  });

  it.each([
    ['stackName', { stackName: '1st' }, 'letter'],
    ['logGroups', { logGroups: [] }, '>=1'],
    ['logGroups', { logGroups: Array.from({ length: 41 }, (_, index) => `/${index}`) }, '<=40'],
    ['logGroups', { logGroups: ['/a', { name: '/a', environment: 'ci' }] }, 'once'],
    ['logGroups[0]', { logGroups: [7] }, 'expected object'],
    ['logGroups[1].name', { logGroups: ['/a', 'b c'] }, '. _ / # -'],
    [
      'logGroups[0].environment',
      { logGroups: [{ name: '/a', environment: 'test' }] },
      '"ci"|"staging"|"production"',
    ],
    ['logGroups[0]', { logGroups: [{ name: '/a', env: 'ci' }] }, '"env"'],
    [
      'logGroups[1]',
      { logGroups: ['/a', 'ldwatch-DetectFunctionLog30AF5819-x'] },
      'of the stack ldwatch itself',
    ],
    ['environments.tagKeys', { environments: { tagKeys: 'env' } }, 'array'],
    ['environments.names', { environments: { names: { test: ['qa'] } } }, '"test"'],
    ['environments.names.ci[0]', { environments: { names: { ci: ['*'] } } }, 'name something'],
    ['environments.accounts', { environments: { accounts: { '1': 'ci' } } }, 'twelve digits'],
    ['filterPattern', { filterPattern: null }, 'string'],
    ['kinesis', { kinesis: true }, 'object'],
    ['kinesis.shards', { kinesis: { shards: 0 } }, '>=1'],
    ['kinesis.shards', { kinesis: { shards: 'many' } }, '"on-demand" or a number from 1 to 500'],
    ['kinesis.retentionHours', { kinesis: { retentionHours: 12 } }, '>=24'],
    ['guardDuty', { guardDuty: 'yes' }, 'boolean'],
    ['alertEmails[0].address', { alertEmails: ['nobody'] }, 'email'],
    ['alertEmails[0].from', { alertEmails: [{ address: 'a@example.org', from: 'bad' }] }, '"info"|"low"|'],
    ['alertEmails', { alertEmails: ['a@example.org', 'a@example.org'] }, 'once'],
    ['alarmTopicArn', { alarmTopicArn: 'operations' }, 'ARN of an SNS topic'],
    ['securityHub', { securityHub: 'yes' }, 'expected object'],
    ['securityHub.from', { securityHub: { from: 'bad' } }, '"info"|"low"|'],
    ['securityHub', { securityHub: { severity: 'high' } }, '"severity"'],
    ['eventBus.bus', { eventBus: 'security' }, '"own" or the ARN of an event bus'],
    ['eventBus.bus', { eventBus: { bus: 'arn:aws:sns:eu-central-1:111122223333:x' } }, 'ARN of an event bus'],
    ['eventBus.from', { eventBus: { from: 1 } }, '"info"|"low"|'],
    ['chatTopic', { chatTopic: 7 }, 'expected object'],
    ['chatTopic.from', { chatTopic: { from: 'bad' } }, '"info"|"low"|'],
    ['memoryMb', { memoryMb: 128 }, '>=256'],
    ['memoryMb', { memoryMb: '512' }, 'number'],
    ['timeoutSeconds', { timeoutSeconds: 901 }, '<=900'],
    ['reservedConcurrency', { reservedConcurrency: 0 }, '>=1'],
    ['settleDelaySeconds', { settleDelaySeconds: 19 }, '>=20'],
    ['settleDelaySeconds', { settleDelaySeconds: 301 }, '<=300'],
    ['incidentWindowHours', { incidentWindowHours: 169 }, '<=168'],
    ['incidentRetentionDays', { incidentRetentionDays: 29 }, '>=30'],
    ['logRetentionDays', { logRetentionDays: 4 }, 'one of 1, 3, 5, 7, 14, 30,'],
    ['onDestroy', { onDestroy: 'retain' }, '"keep"|"delete"'],
    ['customerManagedKey', { customerManagedKey: 'arn:aws:kms:x' }, 'boolean'],
    ['slack', { slack: 'C0123456789' }, 'object'],
    ['slack.secretArn', { slack: { channel: CHANNEL } }, 'string'],
    ['slack.secretArn', { slack: { ...SLACK, secretArn: 'ldwatch/slack' } }, 'six characters at its end'],
    ['slack.secretArn', { slack: { ...SLACK, secretArn: SLACK.secretArn.slice(0, -7) } }, 'whole ARN'],
    ['slack.secretKeyArn', { slack: { ...SLACK, secretKeyArn: 'alias/x' } }, 'ARN of a KMS key'],
    ['slack.channel', { slack: { secretArn: SLACK.secretArn } }, 'name the channel'],
    ['slack.channel', { slack: { ...SLACK, channel: '#alerts' } }, 'id of a channel, such as C0123456789'],
    ['slack.mode', { slack: { ...SLACK, mode: 'email' } }, '"bot"|"webhook"'],
    ['slack.mode', { slack: { ...SLACK, mode: 'webhook' } }, 'posts into the one'],
    [
      'slack.mode',
      { slack: { secretArn: SLACK.secretArn, mode: 'webhook', channelsBySeverity: { low: CHANNEL } } },
      'takes no channels',
    ],
    ['slack.channelsBySeverity', { slack: { ...SLACK, channelsBySeverity: { bad: CHANNEL } } }, '"bad"'],
    [
      'slack.channelsByEnvironment',
      { slack: { ...SLACK, channelsByEnvironment: { test: CHANNEL } } },
      '"test"',
    ],
    ['slack.from', { slack: { ...SLACK, from: 'bad' } }, '"info"|"low"|'],
    [
      'slack.signingSecretArn',
      { slack: { ...BUTTONS, signingSecretArn: 'ldwatch/slack' } },
      'six characters',
    ],
    [
      'slack.signingSecretArn',
      {
        slack: {
          secretArn: SLACK.secretArn,
          mode: 'webhook',
          signingSecretArn: SLACK.secretArn,
          approvers: ['U0ANN0001'],
        },
      },
      'have no buttons',
    ],
    ['slack.approvers', { slack: { ...BUTTONS, approvers: [] } }, 'who may press buttons'],
    ['slack.approvers', { slack: { ...SLACK, approvers: ['U0ANN0001'] } }, 'no signingSecretArn'],
    [
      'slack.approvers[0]',
      { slack: { ...BUTTONS, approvers: ['@ann'] } },
      'ids of members, such as U0123456789',
    ],
    ['slack.team', { slack: { ...BUTTONS, team: 'example' } }, 'id of a workspace'],
    ['slack.actionConcurrency', { slack: { ...BUTTONS, actionConcurrency: 0 } }, '>=1'],
    ['slack', { slack: { ...SLACK, token: 'xoxb-1' } }, '"token"'],
  ])('names %s and what is allowed, for %j', (path, written, allowed) => {
    expect(complaint(written)).toMatch(new RegExp(`^${path.replace(/[[\].]/g, '\\$&')}: `));
    expect(complaint(written)).toContain(allowed);
  });

  it('tells of every wrong value at once', () => {
    expect(complaint({ memoryMb: 1, timeoutSeconds: 1 }).split('\n')).toHaveLength(2);
  });

  it('names the values that there are where one is unknown', () => {
    expect(complaint({ memory: 512 })).toMatch(/"memory".*; there are stackName, logGroups, .*memoryMb/);
  });

  it('has a sentence for every value', () => {
    for (const name of Object.keys(parseConfig({})))
      expect(complaint({ [name]: Symbol('wrong') })).toMatch(new RegExp(`^${name}: .* \\([A-Z].{10,}\\)$`));
  });
});

describe('readConfig', () => {
  it('says that a file is not there', () => {
    expect(() => readConfig(new URL('./no-such-file.json', import.meta.url))).toThrow('no such file');
  });

  it('says that a file is no JSON', () => {
    expect(() => readConfig(new URL(import.meta.url))).toThrow(/^no JSON: /);
  });
});
