/** One request to an AWS service, as far as its permissions depend on it. */
import type { IncomingHttpHeaders } from 'node:http';

/** What the proxy sees of a request and its answer. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly status: number;
}

/** A call, named as the service's API names it. */
export interface AwsCall {
  /** Application id in the user-agent, which our functions set: `ldwatch-detect`; null for others. */
  readonly caller: string | null;
  /** As the signature names it: `dynamodb`, `sqs`, `logs`; empty for unsigned requests. */
  readonly service: string;
  /** `UpdateItem`; for REST APIs method and path. */
  readonly action: string;
  /** The parameters where the body is JSON or a form, null where it is something else. */
  readonly input: Readonly<Record<string, unknown>> | null;
  readonly status: number;
}

const APP_ID = /(?:^| )app\/(\S+)/;
const SCOPE = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\//;

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

function inputOf(body: Buffer, contentType: string): Record<string, unknown> | null {
  const text = body.toString('utf8');
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return record(JSON.parse(text));
  } catch {
    return null;
  }
}

function actionOf({ method, url, headers }: SeenRequest, input: Record<string, unknown> | null): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  const rpc = /^\/service\/[^/]+\/operation\/(\w+)/.exec(url);
  if (rpc?.[1] !== undefined) return rpc[1];
  const action = input?.['Action'];
  return typeof action === 'string' ? action : `${method} ${url.split('?')[0]}`;
}

/** The service as the signature names it, empty for unsigned requests. */
export function serviceOf({ authorization = '' }: IncomingHttpHeaders): string {
  return SCOPE.exec(authorization)?.[1] ?? '';
}

/** Reads what a request asks for; never throws, an action that it can't name stays as method and path. */
export function awsCallOf(seen: SeenRequest): AwsCall {
  const { headers, body, status } = seen;
  const input = inputOf(body, headers['content-type'] ?? '');
  return {
    caller: APP_ID.exec(headers['user-agent'] ?? '')?.[1] ?? null,
    service: serviceOf(headers),
    action: actionOf(seen, input),
    input,
    status,
  };
}
