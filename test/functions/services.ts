/** Services on this machine for the functions' real clients: DynamoDB in memory; SQS, SNS and CloudWatch Logs by hand. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';

/** A call that a service here can refuse. */
export type ServiceCall = 'SendMessage' | 'Publish' | 'GetLogEvents';

interface Answer {
  readonly status: number;
  readonly body: string;
}

const REFUSED: Answer = {
  status: 400,
  body: JSON.stringify({ __type: 'AccessDeniedException', message: 'may not' }),
};
const PUBLISHED =
  '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';

/** What was sent, and what is to be refused. */
export class Services {
  readonly table: LocalTable;
  readonly sent: string[] = [];
  readonly published: URLSearchParams[] = [];
  readonly refused = new Set<ServiceCall>();
  private readonly server: Server;

  private constructor(table: LocalTable) {
    this.table = table;
    this.server = createServer(async (request, response) => {
      const { status, body } = this.answer(request, await text(request));
      response.writeHead(status);
      response.end(body);
    });
  }

  /** Starts them, and tells the functions of them as Lambda's environment would. */
  static async start(now: () => number): Promise<Services> {
    const services = new Services(await startLocalTable(now));
    await new Promise<void>((resolve) => services.server.listen(0, '127.0.0.1', resolve));
    const address = services.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const table = await services.table.client.config.endpoint?.();
    const environment = {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${table?.port}`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_MAX_ATTEMPTS: '1',
      TABLE_NAME: services.table.table.name,
      SETTLE_QUEUE_URL: `http://127.0.0.1:${address.port}/111122223333/settle`,
      TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:alerts',
      ENVIRONMENTS:
        '{"tagKeys":["env"],"names":{"ci":["ci"],"staging":["stg"],"production":["prod"]},"accounts":{},"logGroups":{}}',
      INCIDENT_RETENTION_DAYS: '400',
      INCIDENT_WINDOW_HOURS: '24',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    return services;
  }

  async stop(): Promise<void> {
    vi.unstubAllEnvs();
    await this.table.stop();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private answer({ headers }: IncomingMessage, body: string): Answer {
    const target = String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    switch (target) {
      case 'SendMessage':
        return this.refused.has(target) ? REFUSED : this.send(body);
      case 'GetLogEvents':
        return this.refused.has(target) ? REFUSED : { status: 200, body: '{"events":[]}' };
    }
    if (this.refused.has('Publish')) return { status: 403, body: '<ErrorResponse/>' };
    this.published.push(new URLSearchParams(body));
    return { status: 200, body: PUBLISHED };
  }

  private send(body: string): Answer {
    const request: unknown = JSON.parse(body);
    const message = Object(request) as { readonly MessageBody?: unknown };
    const sent = String(message.MessageBody);
    this.sent.push(sent);
    const MD5OfMessageBody = createHash('md5').update(sent).digest('hex');
    return { status: 200, body: JSON.stringify({ MessageId: '1', MD5OfMessageBody }) };
  }
}
