/** Runs the real command, as a shell would. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Where the command's program lies. */
export const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
/** The short recording, as a file to scan. */
export const RECORDED = fileURLToPath(new URL('../corpus/recorded/audit.log', import.meta.url));

/** The command is started many times: it need not be compiled each time. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/ldwatch-tests', import.meta.url));

/** What a run left behind. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function environment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _forced, NO_COLOR: _none, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, NODE_COMPILE_CACHE: COMPILED };
}

/** Runs any program to its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  { stdin = '', cwd }: { readonly stdin?: string | Buffer; readonly cwd?: string } = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: environment() });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
    // Who doesn't read standard input may end before all of it is written.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

/** `ldwatch ARGS…` */
export function ldwatch(
  args: readonly string[],
  options: Parameters<typeof runProgram>[2] = {},
): Promise<Run> {
  return runProgram(process.execPath, [MAIN, ...args], options);
}

/** `ldwatch scan --output ndjson ARGS…`, its lines read. */
export async function alertsOfScan(
  args: readonly string[],
  options: Parameters<typeof runProgram>[2] = {},
): Promise<Run & { readonly alerts: readonly Record<string, unknown>[] }> {
  const run = await ldwatch(['scan', '--output', 'ndjson', ...args], options);
  const lines = run.stdout.split('\n').filter((line) => line !== '');
  return { ...run, alerts: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}
