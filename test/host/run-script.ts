/** Runs a script as Run Command would: with its values in it, from a file, as root. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type HostScript, withValues } from '../../cdk/host/host-script.ts';

/** How a script ended. */
export interface Ended<Result> {
  readonly result: Result;
  readonly exitCode: number | null;
  readonly errors: string;
}

/** Runs shell text and gives the last line that it printed, as JSON. */
export async function runShell<Result>(
  shellText: string,
  shell: readonly string[] = ['/bin/sh'],
): Promise<Ended<Result>> {
  const directory = mkdtempSync(join(tmpdir(), 'ldwatch-script-'));
  try {
    const file = join(directory, 'script.sh');
    writeFileSync(file, shellText);
    const [command, ...args] = [...shell, file];
    const child = spawn(String(command), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [output, errors, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
    const last = output.trimEnd().split('\n').at(-1) ?? '';
    if (last === '') throw new Error(`The script printed nothing: ${errors}`);
    return { result: JSON.parse(last), exitCode, errors };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs a script with these values. */
export function runScript<Result, Name extends string>(
  script: HostScript<Name>,
  values: Readonly<Partial<Record<Name, string>>>,
  shell?: readonly string[],
): Promise<Ended<Result>> {
  return runShell(withValues(script, values), shell);
}
