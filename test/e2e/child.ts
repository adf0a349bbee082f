/** Programs that the test runs to their end. */
import { type ChildProcess, spawn } from 'node:child_process';

/** How a program ended: its exit status, and everything that it wrote. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

const running = new Set<ChildProcess>();

/** Ends whatever still runs. */
export function endChildren(): void {
  for (const child of running) child.kill();
}

/** Runs a program; its own errors are a status, one that can't be started is thrown. */
export function run(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** For its standard input. */
    readonly input?: string;
  } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.add(child);
    // One that ends before it has read all says so by its status.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (status) => {
      running.delete(child);
      resolve({ status, output });
    });
  });
}

/** @throws Error with the end of what the program wrote, unless it succeeds */
export async function runWell(...call: Parameters<typeof run>): Promise<string> {
  const { status, output } = await run(...call);
  if (status === 0) return output;
  const [command, args] = call;
  throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output.slice(-4000)}`);
}
