import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { hostScript, withValues } from '../../cdk/host/host-script.ts';
import { MISSING } from './machine.ts';
import { Den } from './payload.ts';
import { runShell } from './run-script.ts';

/** The part that delivers, by itself: its parameters are checked elsewhere, so that a server without TLS can play S3. */
const DELIVER = hostScript({
  name: 'deliver',
  description: 'Delivers two files.',
  parameters: Object.fromEntries(
    ['Pack', 'Manifest', 'PackUrl', 'ManifestUrl', 'Bucket', 'Prefix', 'Cli'].map((name) => [
      name,
      { type: 'String', description: name, allowedPattern: '^[A-Za-z0-9:/?=&%._-]*$', default: '' },
    ]),
  ),
  parts: ['environment', 'evidence-deliver'],
  timeoutSeconds: 60,
});

function deliver(values: Record<string, string>) {
  const main = `
    [ -z "$param_cli" ] || aws_cli() { echo "$param_cli"; }
    deliver "$param_pack" "$param_manifest"
    printf '{"delivered":"%s","problem":"%s"}\\n' "$delivered" "$problem"`;
  return runShell<{ delivered: string; problem: string }>(withValues(DELIVER, values) + main);
}

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Put {
  readonly url: string;
  readonly body: Buffer;
  readonly md5: string | undefined;
  /** Command lines of all processes while it was put. */
  readonly commands: string;
}

function commandLines(): string {
  const read = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(read)
    .join('\n');
}

/** Answers puts with a status. */
async function bucket(status: number) {
  const puts: Put[] = [];
  const server = createServer(async (request, response) => {
    const commands = commandLines();
    const body = await buffer(request);
    puts.push({ url: request.url ?? '', body, md5: request.headers['content-md5']?.toString(), commands });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo;
  return { puts, url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => server.close() };
}

function twoFiles(den: Den) {
  const [Pack, Manifest] = [join(den.directory, 'pack'), join(den.directory, 'manifest')];
  writeFileSync(Pack, Buffer.from([0, 1, 2, 255, 10, 0]));
  writeFileSync(Manifest, '{}');
  return { Pack, Manifest };
}

const md5 = (body: Buffer) => createHash('md5').update(body).digest('base64');

describe.skipIf(MISSING !== null)('delivering the pack', () => {
  test.skipIf(!hasCurl())(
    'puts pack and manifest to their URLs, with the header that object lock asks for',
    async () => {
      using den = new Den();
      using s3 = await bucket(200);
      const files = twoFiles(den);
      const query = 'X-Amz-Signature=c0ffee&X-Amz-Credential=AKIA%2Fs3';
      const urls = { PackUrl: `${s3.url}/pack?${query}`, ManifestUrl: `${s3.url}/manifest?${query}` };
      const { result } = await deliver({ ...files, ...urls });
      expect(result).toEqual({ delivered: 'url', problem: '' });
      expect(s3.puts.map(({ url, body }) => [url, body])).toEqual([
        [`/pack?${query}`, readFileSync(files.Pack)],
        [`/manifest?${query}`, readFileSync(files.Manifest)],
      ]);
      for (const put of s3.puts) {
        expect(put.md5).toBe(md5(put.body));
        expect(put.commands).not.toContain('c0ffee');
      }
    },
  );

  test.skipIf(!hasCurl())('says so where a URL is refused', async () => {
    using den = new Den();
    using s3 = await bucket(403);
    const { result } = await deliver({ ...twoFiles(den), PackUrl: `${s3.url}/pack` });
    expect(result).toEqual({
      delivered: '',
      problem: expect.stringContaining('could not be put to the URL'),
    });
  });

  test('puts both into the bucket by the AWS CLI', async () => {
    using den = new Den();
    const Cli = join(den.directory, 'aws');
    writeFileSync(
      Cli,
      `#!/bin/sh\nprintf '%s ' "$@" >>${den.directory}/calls\necho >>${den.directory}/calls\n`,
    );
    chmodSync(Cli, 0o755);
    const files = twoFiles(den);
    const { result } = await deliver({ ...files, Cli, Bucket: 'evidence', Prefix: 'i-1/2' });
    expect(result).toEqual({ delivered: 'bucket', problem: '' });
    expect(readFileSync(join(den.directory, 'calls'), 'utf8').split('\n')).toEqual([
      `s3api put-object --bucket evidence --key i-1/2.tar.gz --body ${files.Pack} --content-md5 ${md5(readFileSync(files.Pack))} `,
      `s3api put-object --bucket evidence --key i-1/2.json --body ${files.Manifest} --content-md5 ${md5(readFileSync(files.Manifest))} `,
      '',
    ]);
  });

  test('says so where the CLI is refused', async () => {
    using den = new Den();
    const { result } = await deliver({
      ...twoFiles(den),
      Cli: '/bin/false',
      Bucket: 'evidence',
      Prefix: 'i-1/2',
    });
    expect(result).toEqual({
      delivered: '',
      problem: expect.stringContaining('could not be put into the bucket'),
    });
  });

  test('asks for nothing where no place is given', async () => {
    using den = new Den();
    expect((await deliver(twoFiles(den))).result).toEqual({ delivered: '', problem: '' });
  });
});
