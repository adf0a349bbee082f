/**
 * `npm run size`: how large each function's file is, and how long a fresh process takes to load it (median; the
 * module's own work included, the start of Node.js not), beside the least that it could be: the same clients of the SDK
 * and nothing else. `--check` measures no time, and exits with 1 where detect is larger than it may be.
 */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../cdk/constructs/bundling.ts';
import { type Bundle, bundles } from '../cdk/bundles.ts';
import { floor, sdkClientsOf } from '../cdk/floors.ts';

/** Bytes: while a function starts, a payload waits. */
const MOST_BYTES_OF_DETECT = 450_000;
const ROUNDS = 15;

/** Milliseconds that importing the module takes in a process of its own. */
function loadTime({ name, file, environment }: Bundle): number {
  const url = JSON.stringify(pathToFileURL(file).href);
  const code = `const start = performance.now(); await import(${url}); console.log(performance.now() - start)`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: { ...environment, AWS_REGION: 'eu-central-1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} can't be loaded: ${stderr}`);
  return Number(stdout);
}

/** Medians, in the order of the bundles: one after the other in every round, as the machine's speed drifts. */
function loadTimes(measured: readonly Bundle[]): number[] {
  // The first round fills caches.
  for (const bundle of measured) loadTime(bundle);
  const rounds = Array.from({ length: ROUNDS }, () => measured.map(loadTime));
  return measured.map((_, index) => {
    const times = rounds.map((round) => round[index] ?? 0).toSorted((a, b) => a - b);
    return times[Math.floor(ROUNDS / 2)] ?? 0;
  });
}

const made = bundles();
const check = process.argv.includes('--check');

if (check) {
  for (const { name, bytes } of made) console.log(`${name} ${bytes} bytes`);
  const detect = made.find(({ name }) => name === 'detect');
  if (detect === undefined || detect.bytes > MOST_BYTES_OF_DETECT) {
    process.stderr.write(`detect is larger than ${MOST_BYTES_OF_DETECT} bytes\n`);
    process.exitCode = 1;
  }
} else {
  const clients = await Promise.all(
    made.map(({ name }) => sdkClientsOf(`${ROOT}functions/${name}/handler.ts`)),
  );
  const floors = await Promise.all(made.map(({ name }, index) => floor(name, clients[index] ?? [])));
  const times = loadTimes([...made, ...floors]);
  for (const [index, { name, bytes }] of made.entries()) {
    const row = (size = 0, time = 0) => `${String(size).padStart(7)} bytes, loaded in ${time.toFixed(1)} ms`;
    const names = (clients[index] ?? []).map((client) => client.replace('@aws-sdk/client-', '')).join(', ');
    console.log(`${name}`);
    console.log(`  the function     ${row(bytes, times[index])}`);
    console.log(`  its clients only ${row(floors[index]?.bytes, times[made.length + index])} (${names})`);
  }
}
