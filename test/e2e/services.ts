/** The services as the test itself uses them: by the project's own clients, and where it has none by bare requests. */
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ACCOUNT, REGION } from './account.ts';
import type { Emulator } from './emulator.ts';

/** The answer to a bare request. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Clients of one emulator. */
export class Services {
  readonly logs: CloudWatchLogsClient;
  readonly dynamo: DynamoDBClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** For clients that only one part of the test needs. */
  readonly config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  private readonly endpoint: string;

  constructor({ endpoint }: Emulator) {
    this.endpoint = endpoint;
    this.config = {
      endpoint,
      region: REGION,
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'test' },
    };
    this.logs = new CloudWatchLogsClient(this.config);
    this.dynamo = new DynamoDBClient(this.config);
    this.sns = new SNSClient(this.config);
    this.sqs = new SQSClient(this.config);
  }

  /** A REST API, as Lambda has. */
  rest(service: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    return this.send(service, method, path, {}, body === undefined ? null : JSON.stringify(body));
  }

  /** A query API, as CloudFormation and IAM have. */
  query(service: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
    const type = 'application/x-www-form-urlencoded';
    return this.send(service, 'POST', '/', { 'content-type': type }, `${new URLSearchParams(parameters)}`);
  }

  /** A JSON API, as EventBridge has; `target` is its name and the action's. */
  json(service: string, target: string, body: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    return this.send(service, 'POST', '/', headers, JSON.stringify(body));
  }

  close(): void {
    for (const client of [this.logs, this.dynamo, this.sns, this.sqs]) client.destroy();
  }

  private async send(
    service: string,
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string | null,
  ): Promise<Answer> {
    // The emulator reads whose account and which service is meant, and doesn't verify signatures.
    const scope = `${ACCOUNT}/20260101/${REGION}/${service}/aws4_request`;
    const answer = await fetch(`${this.endpoint}${path}`, {
      method,
      headers: {
        ...headers,
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      },
      body,
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}
