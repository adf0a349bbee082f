/** AWS on this machine (emulator.py, and DynamoDB beside it), as calls by boto3's names. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { pythonPrograms } from '../../e2e/python-environment.ts';
import type { Answer } from '../interpreter/execution.ts';
import { LocalDynamo } from './local-dynamo.ts';

const SERVER = fileURLToPath(new URL('./emulator.py', import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const AnswerShape = z.union([z.object({ ok: z.unknown() }), z.object({ error: z.string() })]);

/** A call. */
export interface EmulatorCall {
  readonly service: string;
  readonly api: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A running emulator; calls are answered in their order. */
export class Emulator {
  readonly endpoint: string;
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly dynamo: LocalDynamo;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    dynamo: LocalDynamo,
    child: ChildProcess,
    lines: AsyncIterator<string>,
    endpoint: string,
  ) {
    this.dynamo = dynamo;
    this.child = child;
    this.lines = lines;
    this.endpoint = endpoint;
  }

  /** @throws MissingPython */
  static async start(): Promise<Emulator> {
    const programs = await pythonPrograms(REQUIREMENTS);
    const dynamo = await LocalDynamo.start();
    const child = spawn(join(programs, 'python'), [SERVER], { stdio: ['pipe', 'pipe', 'ignore'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value } = await lines.next();
    const { endpoint } = z.object({ endpoint: z.string() }).parse(JSON.parse(value ?? 'null'));
    return new Emulator(dynamo, child, lines, endpoint);
  }

  /** Makes a call. */
  call(call: EmulatorCall): Promise<Answer> {
    if (call.service === 'dynamodb') return this.dynamo.call(call.api, call.inputs);
    const answered = this.last.then(async () => {
      this.child.stdin?.write(`${JSON.stringify(call)}\n`);
      const { value } = await this.lines.next();
      return AnswerShape.parse(JSON.parse(value ?? 'null'));
    });
    this.last = answered.catch(() => null);
    return answered;
  }

  /** Makes a call that has to go well. */
  async must(service: string, api: string, inputs: Readonly<Record<string, unknown>>): Promise<unknown> {
    const answer = await this.call({ service, api, inputs });
    if ('error' in answer) throw new Error(`${service} ${api}: ${answer.error}`);
    return answer.ok;
  }

  /** An account with nothing in it; tables stay. */
  async reset(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset`, { method: 'POST' });
  }

  stop(): void {
    this.child.stdin?.end();
    this.child.kill();
    this.dynamo.stop();
  }
}
