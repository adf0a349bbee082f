/**
 * What recording executions costs, from logs: records and bytes of each.
 *
 * usage: npx node test/docs/exec-cost.ts FILE[.gz]…
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { isExec } from '../../shared/telemetry/auditd/syscalls.ts';

/** Sums over events of one kind. */
export interface Sums {
  events: number;
  records: number;
  /** As they are in the log, newlines included. */
  bytes: number;
  /** The same without what `log_format = ENRICHED` adds. */
  rawBytes: number;
}

/** What one log holds. */
export interface ExecCost {
  readonly executed: Sums;
  /** Attempts: mostly a shell that looks for a program along PATH. */
  readonly failed: Sums;
}

const RECORD = /^(node=\S+ )?type=(\S+) msg=(audit\([\d.:]+\)):/;
const CALL = / arch=(\S+) syscall=(\S+)(?: .*?)? success=(yes|no) /;
/** Stands before what an enriching auditd adds. */
const ENRICHMENT = '\x1d';

const none = (): Sums => ({ events: 0, records: 0, bytes: 0, rawBytes: 0 });

function add(to: Sums, { events, records, bytes, rawBytes }: Sums): void {
  to.events += events;
  to.records += records;
  to.bytes += bytes;
  to.rawBytes += rawBytes;
}

/** @param lines - of one host's log, one character a byte */
export async function execCost(lines: Iterable<string> | AsyncIterable<string>): Promise<ExecCost> {
  const events = new Map<string, Sums>();
  const outcomes = new Map<string, 'executed' | 'failed'>();
  for await (const line of lines) {
    const [, node = '', type, id] = RECORD.exec(line) ?? [];
    if (id === undefined) continue;
    const key = node + id;
    const sums = events.get(key) ?? none();
    events.set(key, sums);
    const enrichment = line.indexOf(ENRICHMENT);
    const bytes = line.length + 1;
    add(sums, { events: 0, records: 1, bytes, rawBytes: enrichment < 0 ? bytes : enrichment + 1 });
    const [, arch = '', call = '', success] = (type === 'SYSCALL' && CALL.exec(line)) || [];
    if (isExec(arch, call)) outcomes.set(key, success === 'yes' ? 'executed' : 'failed');
  }
  const cost = { executed: none(), failed: none() };
  for (const [key, outcome] of outcomes) add(cost[outcome], { ...(events.get(key) ?? none()), events: 1 });
  return cost;
}

/** A file's lines, unpacked, one character a byte. */
function linesOf(file: string): AsyncIterable<string> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  return createInterface({ input: input.setEncoding('latin1'), crlfDelay: Number.POSITIVE_INFINITY });
}

/** Cells of a table: events, and records, bytes and bytes without enrichment of each. */
export function cells({ events, records, bytes, rawBytes }: Sums): string[] {
  if (events === 0) return ['0', '', '', ''];
  const each = (sum: number): string => Math.round(sum / events).toLocaleString('en');
  return [events.toLocaleString('en'), (records / events).toFixed(1), each(rawBytes), each(bytes)];
}

if (import.meta.main) {
  for (const file of process.argv.slice(2)) {
    const cost = await execCost(linesOf(file));
    for (const outcome of ['executed', 'failed'] as const) {
      const [events, records, raw, logged] = cells(cost[outcome]);
      const each = events === '0' ? '' : `, each ${records} records, ${logged} bytes (RAW: ${raw})`;
      console.log(`${file}: ${events} ${outcome}${each}`);
    }
  }
}
