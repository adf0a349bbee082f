/** An AWS of its own on this machine, empty at the start and gone at the end, with the recording proxy before it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ACCOUNT, environmentFor, REGION } from './account.ts';
import { RecordingProxy } from './recording-proxy.ts';

const SLACK_REDIRECT = new URL('./slack-redirect.ts', import.meta.url).href;
const SERVER = fileURLToPath(new URL('./emulator.py', import.meta.url));
const STARTS_WITHIN = 60_000;
const STOPS_WITHIN = 5_000;

/** A running emulator. */
export interface Emulator {
  /** Of the proxy: where everybody sends calls. */
  readonly endpoint: string;
  /** For programs that are to use it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly proxy: RecordingProxy;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

async function healthy(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + STARTS_WITHIN;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error('the emulator ended at once');
    const answer = await fetch(`http://127.0.0.1:${port}/_ministack/health`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`the emulator did not answer within ${STARTS_WITHIN / 1000} s`);
}

/** Where the emulator and what stands beside it listen. */
interface Ports {
  readonly emulator: number;
  readonly securityHub: number;
  readonly proxy: number;
}

/** Its state, log and temporary files all lie in `directory`; functions inherit the environment. */
function spawnEmulator(python: string, directory: string, ports: Ports, slackApi: string): ChildProcess {
  const log = openSync(join(directory, 'emulator.log'), 'w');
  return spawn(python, [SERVER, `127.0.0.1:${ports.emulator}`, `${ports.securityHub}`], {
    cwd: directory,
    detached: true,
    stdio: ['pipe', log, log],
    env: {
      ...environmentFor(`http://127.0.0.1:${ports.proxy}`),
      TMPDIR: directory,
      STATE_DIR: join(directory, 'state'),
      S3_DATA_DIR: join(directory, 's3'),
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      MINISTACK_REGION: REGION,
      // The proxy's address: it stands in the URLs of queues, which the SDK takes for the endpoint.
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(ports.proxy),
      // A delivery beyond the limit would be lost, where AWS tries again.
      LAMBDA_ACCOUNT_CONCURRENCY: '0',
      // What it wraps around functions warns of itself in their logs.
      NODE_OPTIONS: `--disable-warning=DEP0169 --import=${SLACK_REDIRECT}`,
      LDWATCH_E2E_SLACK_API: slackApi,
      PYTHONUNBUFFERED: '1',
    },
  });
}

/**
 * @param python - interpreter of the environment that has it
 * @param directory - for all that it writes
 * @param slackApi - where functions find Slack
 */
export async function startEmulator(python: string, directory: string, slackApi: string): Promise<Emulator> {
  const proxy = new RecordingProxy();
  const ports: Ports = {
    proxy: await proxy.listen(),
    emulator: await freePort(),
    securityHub: await freePort(),
  };
  proxy.sendTo(ports.emulator);
  proxy.sendService('securityhub', ports.securityHub);
  const child = spawnEmulator(python, directory, ports, slackApi);
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  /** It and the functions that it started are one process group. */
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // Nothing of the group is left.
    }
  };
  const stop = async (): Promise<void> => {
    signal('SIGTERM');
    await Promise.race([ended, sleep(STOPS_WITHIN, undefined, { ref: false })]);
    signal('SIGKILL');
    await proxy.close();
  };
  try {
    await healthy(ports.emulator, child);
  } catch (error) {
    await stop();
    throw error;
  }
  const endpoint = `http://127.0.0.1:${ports.proxy}`;
  return { endpoint, environment: environmentFor(endpoint), proxy, stop };
}
