/** Runs collect-evidence, which keeps its pack on the host where it is not told to put it elsewhere, and reads the pack. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { COLLECT_EVIDENCE } from '../../cdk/host/index.ts';
import type { EvidenceResult } from '../../cdk/host/results.ts';
import { type Den, type Running, sha256 } from './payload.ts';
import { runScript } from './run-script.ts';

type Name = keyof typeof COLLECT_EVIDENCE.parameters;
type Fields = Readonly<Record<string, unknown>>;

/** What the manifest says, as far as tests read it. */
export interface Manifest {
  readonly process: string;
  readonly incident: string;
  readonly began: number;
  readonly uptimeAtBegin: number;
  readonly bootId: string;
  readonly programs: readonly {
    readonly pid: number;
    readonly sha256: string | null;
    readonly why: string;
  }[];
  readonly missing: readonly { readonly what: string; readonly why: string }[];
  readonly members: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

/** A pack that was taken apart. */
export interface Evidence {
  readonly result: Extract<EvidenceResult, { outcome: 'delivered' | 'kept' }>;
  readonly exitCode: number | null;
  readonly errors: string;
  readonly manifest: Manifest;
  /** Path of a member, whether it is there or not. */
  member(name: string): string;
  /** A member that has one JSON object a line. */
  lines(name: string): readonly Fields[];
}

/** Takes a pack apart below the den. */
export function unpack(den: Den, pack: string): Omit<Evidence, 'result' | 'exitCode' | 'errors'> {
  const directory = join(den.directory, 'pack');
  mkdirSync(directory, { recursive: true });
  execFileSync('tar', ['-xzf', pack, '-C', directory]);
  const member = (name: string) => join(directory, name);
  return {
    manifest: JSON.parse(readFileSync(member('manifest.json'), 'utf8')),
    member,
    lines: (name) =>
      existsSync(member(name))
        ? readFileSync(member(name), 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line))
        : [],
  };
}

/** Collects the evidence of a finding. */
export async function collect(
  den: Den,
  finding: Running,
  values: Readonly<Partial<Record<Name, string>>> = {},
  shell?: readonly string[],
): Promise<Evidence> {
  const { result, exitCode, errors } = await runScript<EvidenceResult, Name>(
    COLLECT_EVIDENCE,
    { Pid: `${finding.pid}`, EventTime: finding.eventTime, Incident: 'incident-1', ...values },
    shell,
  );
  if (result.outcome !== 'kept') throw new Error(`The evidence was not kept: ${JSON.stringify(result)}`);
  const opened = unpack(den, join(result.to, 'pack.tar.gz'));
  if (sha256(join(result.to, 'pack.tar.gz')) !== result.packSha256)
    throw new Error('The hash of the pack is wrong.');
  rmSync(result.to, { recursive: true });
  return { result, exitCode, errors, ...opened };
}

/** Text of a pack as the bytes that it was made of: `\xHH` is a byte, everything else stands for itself. */
export function bytesOf(text: unknown): Buffer {
  const unescaped = String(text).replace(/\\x([\da-f]{2})/g, (_, pair) =>
    String.fromCharCode(Number.parseInt(pair, 16)),
  );
  return Buffer.from(unescaped, 'latin1');
}
