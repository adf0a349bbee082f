/** Instances as the SDK's own client reads them from what EC2 answers; the service is on this machine. */
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ec2Instances } from '../../shared/aws/ec2-instances.ts';
import type { Instances } from '../../shared/aws/instances.ts';

const ID = 'i-0a1b2c3d4e5f60718';
let server: Server;
let instances: Instances;
let asked: URLSearchParams[];
let answer: { readonly status: number; readonly body: string };

function described(...items: string[]): string {
  return (
    '<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item>' +
    `<instancesSet>${items.join('')}</instancesSet></item></reservationSet></DescribeInstancesResponse>`
  );
}

function instance(id: string, more: string, tags: Record<string, string> = {}): string {
  const set = Object.entries(tags).map(
    ([key, value]) => `<item><key>${key}</key><value>${value}</value></item>`,
  );
  return `<item><instanceId>${id}</instanceId>${more}<tagSet>${set.join('')}</tagSet></item>`;
}

const NOBODY_LEFT = AbortSignal.timeout(60_000);

beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked.push(new URLSearchParams(await text(request)));
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const settings = {
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  instances = ec2Instances(settings, ['Environment', 'stage']);
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
beforeEach(() => {
  asked = [];
});

describe('EC2', () => {
  it('is asked once for all, by a filter: an id that is not there must not fail the call', async () => {
    answer = { status: 200, body: described() };
    expect(await instances.cards([ID, 'i-1a2b3c4d'], NOBODY_LEFT)).toEqual(new Map());
    expect(asked.map((request) => Object.fromEntries(request))).toEqual([
      expect.objectContaining({
        Action: 'DescribeInstances',
        'Filter.1.Name': 'instance-id',
        'Filter.1.Value.1': ID,
        'Filter.1.Value.2': 'i-1a2b3c4d',
      }),
    ]);
    expect([...(asked[0]?.keys() ?? [])].filter((name) => name.startsWith('InstanceId'))).toEqual([]);
  });

  it('tells name, state, type, network and group, and of the tags those that are looked for', async () => {
    const more =
      '<instanceState><name>running</name></instanceState><instanceType>m7g.large</instanceType><vpcId>vpc-1</vpcId>';
    const tags = {
      Name: 'web &lt;1&gt;',
      environment: 'prod',
      Stage: 'blue',
      Secret: 'x',
      'aws:autoscaling:groupName': 'web',
    };
    answer = { status: 200, body: described(instance(ID, more, tags)) };

    const cards = await instances.cards([ID], NOBODY_LEFT);

    expect(cards.get(ID)).toEqual({
      instanceId: ID,
      name: 'web <1>',
      tags: { environment: 'prod', Stage: 'blue' },
      state: 'running',
      type: 'm7g.large',
      vpc: 'vpc-1',
      autoScalingGroup: 'web',
    });
  });

  it('tells less of an instance that has less', async () => {
    answer = { status: 200, body: described(instance(ID, '')) };
    expect((await instances.cards([ID], NOBODY_LEFT)).get(ID)).toEqual({
      instanceId: ID,
      name: null,
      tags: {},
      state: null,
      type: null,
      vpc: null,
      autoScalingGroup: null,
    });
  });

  it('throws what the service refuses, by its name', async () => {
    answer = {
      status: 403,
      body: '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>',
    };
    await expect(instances.cards([ID], NOBODY_LEFT)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  });

  it('is not waited for once nobody wants it', async () => {
    answer = { status: 200, body: described() };
    await expect(instances.cards([ID], AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
