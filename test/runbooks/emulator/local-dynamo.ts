/** DynamoDB's own API on this machine (dynalite): moto's shares lists between the attributes of an item. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import * as z from 'zod';
import type { Answer } from '../interpreter/execution.ts';

const ErrorShape = z.object({ __type: z.string(), message: z.string().optional() });
/** Nobody verifies it. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20261124/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** A running one, without tables. */
export class LocalDynamo {
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<LocalDynamo> {
    const server = dynalite({ createTableMs: 0 });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return new LocalDynamo(server);
  }

  /** Makes a call, as it goes over the wire. */
  async call(api: string, inputs: Readonly<Record<string, unknown>>): Promise<Answer> {
    const { port } = this.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${api}`,
        'x-amz-date': '20261124T180000Z',
        authorization: AUTHORIZATION,
      },
      body: JSON.stringify(inputs),
    });
    const body: unknown = await answer.json();
    if (answer.ok) return { ok: body };
    const { __type: type, message = '' } = ErrorShape.parse(body);
    return { error: `${type.slice(type.indexOf('#') + 1)}: ${message}` };
  }

  stop(): void {
    this.server.close();
  }
}
