/** Where an incident stands and how that is known, in each output. */
import { describe, expect, it } from 'vitest';
import { asffFinding } from '../../shared/alert/asff.ts';
import { chatNotification } from '../../shared/alert/chat-notification.ts';
import { ocsfDetectionFinding } from '../../shared/alert/ocsf.ts';
import { descriptionOf } from '../../shared/alert/ocsf-description.ts';
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { HostCard, Places } from '../../shared/incident/places.ts';
import { incidentOfCase } from './ocsf-cases.ts';

const INCIDENT = incidentOfCase('execute');
const HOST = INCIDENT.gravest.origin.logStream;
const CARD: HostCard = {
  host: HOST,
  found: 'instance',
  instance: {
    instanceId: 'i-0a1b2c3d4e5f60718',
    name: 'web <!here>',
    tags: { env: 'prod' },
    state: 'running',
    type: 'm7g.large',
    vpc: 'vpc-1',
    autoScalingGroup: 'web',
  },
};
const BECAUSE = 'the instance has the tag "env" with the value "`stg`"';

function placed(card: HostCard, because = BECAUSE): Incident {
  const places: Places = { told: 'tag', because, before: null, hosts: [card] };
  return { ...INCIDENT, environment: 'staging', places };
}

function lines(incident: Incident): string[] {
  return descriptionOf(incident)
    .split('\n')
    .filter((line) => /^(?:Environment|Instance): /.test(line));
}

describe('the description', () => {
  it('says where it stands and why, and which instance it is', () => {
    expect(lines(placed(CARD))).toEqual([
      `Environment: staging, because ${BECAUSE}`,
      "Instance: i-0a1b2c3d4e5f60718 named 'web <!here>', running, m7g.large, vpc-1, Auto Scaling group web",
    ]);
  });

  it.each<[string, HostCard]>([
    ['it is not there, or not any more', { host: HOST, found: 'nothing', instanceId: 'i-1' }],
    [
      'not looked up: it took too long',
      { host: HOST, found: 'unread', instanceId: 'i-1', why: 'it took too long' },
    ],
    ['the log stream names no instance', { host: HOST, found: 'no-name' }],
  ])('says of an instance that nothing is known of: %s', (says, card) => {
    expect(lines(placed(card))[1]).toBe(`Instance: ${says}`);
  });

  it('says nothing where nothing was looked up', () => {
    expect(lines(INCIDENT)).toEqual([]);
  });
});

describe('Slack', () => {
  it('sets names and tags as code: whoever may tag wrote them', () => {
    const json = JSON.stringify(alertMessage(placed(CARD)).blocks);
    const code = (text: string) => JSON.stringify({ type: 'text', text, style: { code: true } });
    expect(json).toContain(code('web <!here>'));
    expect(json).toContain(code('"`stg`"'));
    expect(json).toContain('"text":"staging, because "');
    expect(json).not.toContain(`"text":"${BECAUSE.replaceAll('"', '\\"')}"`);
  });
});

describe('a chat', () => {
  it('has both in code spans', () => {
    const { description } = chatNotification(placed(CARD), 'uid', 'aws').content;
    expect(description).toContain(
      '*Environment:* staging, because the instance has the tag `"env"` with the value `"\\x60stg\\x60"`',
    );
    expect(description).toContain('*Instance:* named `web \\x3c!here\\x3e`');
  });
});

describe('Security Hub and OCSF', () => {
  it('have the card with the host that it is of', () => {
    const product = { arn: 'arn', partition: 'aws', account: '111122223333' };
    const { Resources, ProductFields } = asffFinding(placed(CARD), product);
    expect(Resources?.[0]?.Details?.Other).toMatchObject({
      Name: 'web <!here>',
      State: 'running',
      Type: 'm7g.large',
      Vpc: 'vpc-1',
      AutoScalingGroup: 'web',
    });
    expect(ProductFields).toMatchObject({
      'ldwatch/Environment': 'staging',
      'ldwatch/EnvironmentToldBy': 'tag',
      'ldwatch/EnvironmentBecause': BECAUSE,
    });
    const { resources, unmapped } = ocsfDetectionFinding(placed(CARD));
    expect(resources[0]?.data.instance).toMatchObject({ name: 'web <!here>', auto_scaling_group: 'web' });
    expect(unmapped.ldwatch.incident.places?.hosts).toEqual([CARD]);
  });
});

describe('the topic', () => {
  it('has the environment that was told as its attribute', () => {
    expect(topicMessage(placed(CARD)).attributes.environment).toBe('staging');
  });
});
