/** The CDK's own command, run as a person would. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { ACCOUNT, REGION } from './account.ts';
import { runWell } from './child.ts';
import type { Emulator } from './emulator.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CDK = join(ROOT, 'node_modules/.bin/cdk');
const TEMPLATE = '.template.json';
const OutputsShape = z.record(z.string(), z.record(z.string(), z.string()));

/** Deploys this checkout with a configuration. */
export class Cdk {
  private readonly directory: string;
  private readonly environment: Readonly<Record<string, string>>;

  /** @param directory - for the configuration, the assembly and the outputs */
  constructor(emulator: Emulator, directory: string, config: object) {
    this.directory = directory;
    const file = join(directory, 'ldwatch.config.json');
    writeFileSync(file, JSON.stringify(config));
    this.environment = {
      ...emulator.environment,
      LDWATCH_CONFIG: file,
      CI: 'true',
      CDK_DISABLE_VERSION_CHECK: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    };
  }

  async bootstrap(): Promise<void> {
    await this.run(['bootstrap', `aws://${ACCOUNT}/${REGION}`]);
  }

  /** @returns the outputs of all stacks, by name */
  async deploy(): Promise<ReadonlyMap<string, string>> {
    const file = join(this.directory, 'outputs.json');
    await this.run(['deploy', '--all', '--require-approval', 'never', '--outputs-file', file]);
    const stacks = OutputsShape.parse(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(Object.values(stacks).flatMap((outputs) => Object.entries(outputs)));
  }

  async destroy(): Promise<void> {
    await this.run(['destroy', '--all', '--force']);
  }

  /** The synthesized stacks: names, and files of their templates. */
  stacks(): { readonly name: string; readonly template: string }[] {
    return readdirSync(this.assembly())
      .filter((file) => file.endsWith(TEMPLATE))
      .map((file) => ({ name: file.slice(0, -TEMPLATE.length), template: join(this.assembly(), file) }));
  }

  private assembly(): string {
    return join(this.directory, 'cdk.out');
  }

  private async run(args: readonly string[]): Promise<void> {
    // It stays locked where a run was interrupted.
    if (existsSync(this.assembly())) rmSync(this.assembly(), { recursive: true });
    await runWell(CDK, [...args, '--output', this.assembly(), '--no-notices', '--no-color'], {
      cwd: ROOT,
      env: this.environment,
    });
  }
}
