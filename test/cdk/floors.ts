/** The least that a function's file could be: its clients of the SDK, made and not used, bundled in the same way. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { build } from 'esbuild';
import { BUNDLING, ROOT } from '../../cdk/constructs/bundling.ts';
import { type Bundle, bundleOf } from './bundles.ts';

/** Packages of SDK clients that the module at `entry` comes to import, by itself or through others. */
export async function sdkClientsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const clients = imports.map(({ path }) => path).filter((path) => path.startsWith('@aws-sdk/client-'));
  return [...new Set(clients)].toSorted();
}

async function source(clients: readonly string[]): Promise<string> {
  const made: string[] = [];
  const imports: string[] = [];
  for (const [index, name] of clients.entries()) {
    const client = Object.keys(await import(name)).find((exported) => /^[A-Z]\w+Client$/.test(exported));
    if (client === undefined) throw new Error(`${name} exports no client`);
    imports.push(`import { ${client} as C${index} } from '${name}';\n`);
    made.push(`new C${index}({})`);
  }
  return `${imports.join('')}const clients = [${made}];\nexport const handler = async () => clients.length;\n`;
}

/** A function that makes these clients and does nothing, bundled as the stack's are. */
export async function floor(name: string, clients: readonly string[]): Promise<Bundle> {
  // Below the project's directory, where its packages are found.
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'ldwatch-floor-'));
  try {
    const entry = join(directory, 'handler.mjs');
    writeFileSync(entry, await source(clients));
    const app = new App({ builtinCloudFormationValidation: false });
    const stack = new Stack(app, 'Floor');
    new NodejsFunction(stack, 'Function', {
      entry,
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      bundling: BUNDLING,
      environment: { AWS_SDK_UA_APP_ID: `ldwatch-${name}` },
    });
    const assembly = app.synth();
    const [made] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
    return bundleOf(assembly.directory, made);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
