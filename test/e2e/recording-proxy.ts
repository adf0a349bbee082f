/** Stands before the emulator and writes down every call: who made it, what it asks for, and how it was answered. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AwsCall, awsCallOf, serviceOf } from './aws-call.ts';

/** Reads a request to its end, sends it on unchanged, and hands the answer back as it comes. */
export class RecordingProxy {
  readonly calls: AwsCall[] = [];
  private target = 0;
  private readonly elsewhere = new Map<string, number>();
  private readonly server: Server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => void parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts);
      const { method = 'GET', url = '/' } = incoming;
      // Whoever expects "100 Continue" has had it from this server.
      const { expect: _expected, ...headers } = incoming.headers;
      const onward = request(
        {
          host: '127.0.0.1',
          port: this.elsewhere.get(serviceOf(headers)) ?? this.target,
          method,
          path: url,
          headers,
          agent: false,
        },
        (answer) => {
          const status = answer.statusCode ?? 502;
          this.calls.push(awsCallOf({ method, url, headers, body, status }));
          outgoing.writeHead(status, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on('error', (error) => {
        outgoing.writeHead(502);
        outgoing.end(`the emulator does not answer: ${error.message}`);
      });
      onward.end(body);
    });
  });

  /** Takes a free port, and gives it. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => void this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on calls go to this port of this machine. */
  sendTo(port: number): void {
    this.target = port;
  }

  /** Calls of one service, `securityhub`, go to another port. */
  sendService(service: string, port: number): void {
    this.elsewhere.set(service, port);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }
}
