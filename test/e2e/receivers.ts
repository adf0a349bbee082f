/** What is behind the outputs of the stack: a Slack workspace, Security Hub, a rule on the bus and a chat, each with what it got. */
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { markOf } from '../../shared/slack/mark.ts';
import type { SlackServer } from '../slack/slack-server.ts';
import type { Deployment } from './deployment.ts';
import type { Emulator } from './emulator.ts';
import { MessageQueue } from './message-queue.ts';
import type { Services } from './services.ts';

/** Where Slack is told. */
export const CHANNEL = 'C0123456789';

/** One generation of an incident, as an output told it. */
export interface ToldGeneration {
  readonly incident: string;
  readonly generation: number;
}

/** A finding as it was imported; `updatedAt` is what Security Hub goes by. */
export interface ImportedFinding extends ToldGeneration {
  readonly updatedAt: string;
}

const FindingsShape = z.object({
  Findings: z.array(
    z.object({
      Id: z.string(),
      UpdatedAt: z.string(),
      ProductFields: z.looseObject({ 'ldwatch/Generation': z.coerce.number().int().positive() }),
    }),
  ),
});
const EventShape = z.object({
  source: z.literal('ldwatch'),
  'detail-type': z.literal('ldwatch Incident'),
  detail: z.object({
    finding_info: z.object({ uid: z.string() }),
    unmapped: z.object({ ldwatch: z.object({ generation: z.int().positive() }) }),
  }),
});
const EnvelopeShape = z.object({ Type: z.literal('Notification'), Message: z.string() });
const NotificationShape = z.object({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  id: z.string(),
  metadata: z.object({ threadId: z.string() }),
});

/** A token in a secret, as docs/slack.md says; ARNs of secrets end in six characters of the service's own. */
export async function createSlackSecret(services: Services): Promise<string> {
  const client = new SecretsManagerClient(services.config);
  const { ARN } = await client.send(
    new CreateSecretCommand({ Name: 'ldwatch-e2e/slack', SecretString: 'xoxb-1-2-e2e' }),
  );
  client.destroy();
  if (ARN === undefined) throw new Error('the secret has no ARN');
  return ARN;
}

/** All of them. */
export class Receivers {
  readonly slack: SlackServer;
  private readonly emulator: Emulator;
  private readonly services: Services;
  private readonly bus: MessageQueue;
  private readonly chat: MessageQueue;

  private constructor(
    slack: SlackServer,
    emulator: Emulator,
    services: Services,
    bus: MessageQueue,
    chat: MessageQueue,
  ) {
    this.slack = slack;
    this.emulator = emulator;
    this.services = services;
    this.bus = bus;
    this.chat = chat;
  }

  /** Connects them to what was deployed. */
  static async connected(
    { eventBusArn, chatTopicArn }: Deployment,
    { slack, emulator, services }: { slack: SlackServer; emulator: Emulator; services: Services },
  ): Promise<Receivers> {
    const bus = await MessageQueue.create('ldwatch-e2e-bus', services);
    // By its name: the emulator knows no ARNs of buses in rules.
    const rule = { EventBusName: eventBusArn.slice(eventBusArn.indexOf('/') + 1) };
    const EventPattern = JSON.stringify({ source: ['ldwatch'] });
    const Targets = [{ Id: 'queue', Arn: bus.arn }];
    for (const [target, body] of [
      ['AWSEvents.PutRule', { ...rule, Name: 'ldwatch-e2e', EventPattern }],
      ['AWSEvents.PutTargets', { ...rule, Rule: 'ldwatch-e2e', Targets }],
    ] as const) {
      const { status, text } = await services.json('events', target, body);
      if (status !== 200) throw new Error(`${target} was answered with ${text}`);
    }
    const chat = await MessageQueue.subscribedTo(chatTopicArn, 'ldwatch-e2e-chat', services);
    return new Receivers(slack, emulator, services, bus, chat);
  }

  /** Every finding that was imported since the start, in its order. */
  imported(): ImportedFinding[] {
    return this.emulator.proxy.calls
      .filter(({ caller, service }) => caller === 'ldwatch-security-hub' && service === 'securityhub')
      .flatMap(({ input }) => FindingsShape.parse(input).Findings)
      .map(({ Id, UpdatedAt, ProductFields }) => ({
        incident: Id,
        generation: ProductFields['ldwatch/Generation'],
        updatedAt: UpdatedAt,
      }));
  }

  /** Ids of the findings that Security Hub has. */
  async filed(): Promise<string[]> {
    const { text } = await this.services.rest('securityhub', 'POST', '/findings', {});
    return FindingsShape.parse(JSON.parse(text)).Findings.map(({ Id }) => Id);
  }

  /** What came through the rule since it was last asked. */
  async events(): Promise<ToldGeneration[]> {
    return (await this.bus.drain()).map((body) => {
      const { finding_info, unmapped } = EventShape.parse(JSON.parse(body)).detail;
      return { incident: finding_info.uid, generation: unmapped.ldwatch.generation };
    });
  }

  /** What the chat got since it was last asked. */
  async notifications(): Promise<ToldGeneration[]> {
    return (await this.chat.drain()).map((body) => {
      const { Message } = EnvelopeShape.parse(JSON.parse(body));
      const { id, metadata } = NotificationShape.parse(JSON.parse(Message));
      return {
        incident: metadata.threadId,
        generation: Number(id.slice(metadata.threadId.length + 1)),
      };
    });
  }

  /** Messages in Slack as they stand: first ones of threads, or those in them. */
  messages(part: 'first' | 'update'): ToldGeneration[] {
    return this.slack.messages.flatMap(({ channel, thread, metadata }) => {
      const mark = markOf(metadata);
      if (mark === null || channel !== CHANNEL) throw new Error('a message in Slack that is none of ours');
      return (thread === null) === (part === 'first') && mark.part === part ? [mark] : [];
    });
  }
}
