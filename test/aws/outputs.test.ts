import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it, vi } from 'vitest';
import { asffFinding } from '../../shared/alert/asff.ts';
import type { BusEvent } from '../../shared/alert/bus-event.ts';
import { chatNotification } from '../../shared/alert/chat-notification.ts';
import { SnsChatTopic } from '../../shared/aws/chat-topic.ts';
import { DeploymentError } from '../../shared/aws/environment.ts';
import { EventBridgeBus, EventRefusedError } from '../../shared/aws/event-bus.ts';
import { FindingRefusedError, productOf, SecurityHubFindings } from '../../shared/aws/findings-hub.ts';
import { partitionOf } from '../../shared/aws/partition.ts';
import { incidentOfCase } from '../alert/ocsf-cases.ts';

const REGION = { region: 'eu-central-1' };
const PRODUCT_ARN = 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default';
const INCIDENT = incidentOfCase('execute');

describe('SecurityHubFindings', () => {
  const finding = asffFinding(INCIDENT, productOf(PRODUCT_ARN));

  function hubThat(answer: () => Promise<object>) {
    const client = new SecurityHubClient(REGION);
    const send = vi.spyOn(client, 'send').mockImplementation(answer);
    return { hub: new SecurityHubFindings(client), send };
  }

  it('imports a finding', async () => {
    const { hub, send } = hubThat(async () => ({ FailedCount: 0, SuccessCount: 1, FailedFindings: [] }));
    await hub.import(finding);
    expect(send.mock.calls.map(([{ input }]) => input)).toEqual([{ Findings: [finding] }]);
  });

  it('throws what it says of a finding that it does not take, though the call succeeds', async () => {
    const refused = { Id: finding.Id, ErrorCode: 'InvalidAccess', ErrorMessage: 'not subscribed' };
    const { hub } = hubThat(async () => ({ FailedCount: 1, SuccessCount: 0, FailedFindings: [refused] }));
    await expect(hub.import(finding)).rejects.toThrow(FindingRefusedError);
    await expect(hub.import(finding)).rejects.toThrow(
      `Security Hub refused the finding ${INCIDENT.id} with InvalidAccess: not subscribed`,
    );
  });

  it('throws where it only counts that it did not take it', async () => {
    const { hub } = hubThat(async () => ({ FailedCount: 1, SuccessCount: 0 }));
    await expect(hub.import(finding)).rejects.toThrow('with no code: no message');
  });

  it('throws what the call throws', async () => {
    const { hub } = hubThat(() => Promise.reject(new Error('throttled')));
    await expect(hub.import(finding)).rejects.toThrow('throttled');
  });
});

describe('productOf', () => {
  it.each([
    [PRODUCT_ARN, 'aws'],
    ['arn:aws-cn:securityhub:cn-north-1:111122223333:product/111122223333/default', 'aws-cn'],
  ])('takes an account and partition from %s', (arn, partition) => {
    expect(productOf(arn)).toEqual({ arn, partition, account: '111122223333' });
  });

  it.each([
    'arn:aws:securityhub:eu-central-1::product/aws/guardduty',
    'arn:aws:securityhub:eu-central-1:111122223333:product/444455556666/default',
    'default',
  ])('refuses %s', (arn) => {
    expect(() => productOf(arn)).toThrow(DeploymentError);
  });
});

describe('EventBridgeBus', () => {
  const arn = 'arn:aws:events:eu-central-1:111122223333:event-bus/security';
  const event: BusEvent = {
    source: 'ldwatch',
    detailType: 'ldwatch Incident',
    detail: '{}',
    resources: ['arn:x'],
  };

  function busThat(answer: () => Promise<object>) {
    const client = new EventBridgeClient(REGION);
    const send = vi.spyOn(client, 'send').mockImplementation(answer);
    return { bus: new EventBridgeBus(client, arn), send };
  }

  it('puts an event on its bus', async () => {
    const { bus, send } = busThat(async () => ({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] }));
    await bus.put(event);
    expect(send.mock.calls[0]?.[0].input).toEqual({
      Entries: [
        {
          EventBusName: arn,
          Source: 'ldwatch',
          DetailType: 'ldwatch Incident',
          Detail: '{}',
          Resources: ['arn:x'],
        },
      ],
    });
  });

  it('throws where the entry failed, though the call succeeds', async () => {
    const entry = { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' };
    const { bus } = busThat(async () => ({ FailedEntryCount: 1, Entries: [entry] }));
    await expect(bus.put(event)).rejects.toThrow(EventRefusedError);
    await expect(bus.put(event)).rejects.toThrow(
      'EventBridge refused the event with ThrottlingException: slow down',
    );
  });

  it('throws what the call throws', async () => {
    const { bus } = busThat(() => Promise.reject(new Error('no route')));
    await expect(bus.put(event)).rejects.toThrow('no route');
  });
});

describe('SnsChatTopic', () => {
  const notification = chatNotification(INCIDENT, `${INCIDENT.id}-1`, 'aws');

  it('publishes a notification as it is', async () => {
    const client = new SNSClient(REGION);
    const send = vi.spyOn(client, 'send').mockImplementation(async () => ({}));
    await new SnsChatTopic(client, 'arn:topic').notify(notification);
    expect(send.mock.calls[0]?.[0].input).toEqual({
      TopicArn: 'arn:topic',
      Message: JSON.stringify(notification),
    });
  });

  it('throws what SNS throws', async () => {
    const client = new SNSClient(REGION);
    vi.spyOn(client, 'send').mockImplementation(() => Promise.reject(new Error('throttled')));
    await expect(new SnsChatTopic(client, 'arn:topic').notify(notification)).rejects.toThrow('throttled');
  });
});

describe('partitionOf', () => {
  it.each([
    ['arn:aws:sns:eu-central-1:111122223333:x', 'aws'],
    ['arn:aws-us-gov:events:us-gov-west-1:111122223333:event-bus/x', 'aws-us-gov'],
  ])('of %s', (arn, partition) => {
    expect(partitionOf(arn)).toBe(partition);
  });
});
