/** Opens what `ldwatch scan` was given: files, compressed or not, and standard input. */
import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { parseRecordHeader } from '../../shared/telemetry/auditd/record-header.ts';
import { InputError } from '../errors.ts';
import { LineSplitter } from './lines.ts';

/** Bytes of a file that are enough to see what it is. */
const HEAD_SIZE = 64 * 1024;
/** The same of a compressed one: becomes 16 MiB at most, a thousand times as much. */
const COMPRESSED_HEAD_SIZE = 16 * 1024;
const CHUNK_SIZE = 256 * 1024;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** A file that can be read, or standard input. */
export interface ScanInput {
  /** As the user wrote it. */
  readonly name: string;
  /** On disk, compressed or not; null for standard input. */
  readonly bytes: number | null;
  /** Seconds since 1970 of the first record, null where none was seen: rotated files are read oldest first. */
  readonly startsAt: number | null;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it (audit logs usually need root)',
  EISDIR: 'it is a directory: name the files in it',
  Z_DATA_ERROR: 'its compressed data is damaged, only what comes before was read',
  Z_BUF_ERROR: 'its compressed data ends too early, only what is there was read',
};

/** Turns an error of the file system or of decompression into a sentence. */
function inputError(name: string, error: unknown): InputError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new InputError(
    `${name}: ${REASONS[code] ?? (error instanceof Error ? error.message : String(error))}`,
  );
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_SIZE), 0, HEAD_SIZE, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Decompresses as much of a cut gzip file as there is. */
function gunzipHead(head: Buffer): Buffer {
  try {
    return gunzipSync(head.subarray(0, COMPRESSED_HEAD_SIZE), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // Damaged: told when it is read.
    return Buffer.alloc(0);
  }
}

function firstTime(head: Buffer): number | null {
  let seconds: number | null = null;
  const lines = new LineSplitter((line) => {
    const header = seconds === null ? parseRecordHeader(line) : null;
    if (header !== null && header.type !== 'other') seconds = Number.parseFloat(header.eventId);
  });
  lines.push(head);
  return seconds;
}

/** @throws InputError where the file can't be read */
export async function inspectInput(name: string): Promise<ScanInput> {
  if (name === '-') return { name: 'standard input', bytes: null, startsAt: null };
  try {
    const stats = await stat(name);
    // A pipe can be read once only: not even its head can be looked at before.
    if (stats.isFIFO()) return { name, bytes: 0, startsAt: null };
    const head = await readHead(name);
    const plain = head.subarray(0, 2).equals(GZIP_MAGIC) ? gunzipHead(head) : head;
    return { name, bytes: stats.size, startsAt: firstTime(plain) };
  } catch (error) {
    throw inputError(name, error);
  }
}

/** Peeks at the first bytes of a stream and decompresses it where they say so. */
async function* decompressed(source: Readable): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const rest = (async function* () {
    yield first.value;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  })();
  if (!first.value.subarray(0, 2).equals(GZIP_MAGIC)) yield* rest;
  // What goes wrong is thrown by the iteration.
  else yield* pipeline(rest, createGunzip(), () => undefined);
}

/**
 * Reads an input to its end.
 *
 * @param progress - told how many bytes of the input, as it lies on disk, have been read
 * @throws InputError where it can't be read; what came before has been handed on
 */
export async function readInput(
  { name, bytes }: ScanInput,
  take: (chunk: Buffer) => void,
  progress: (bytesRead: number) => void,
): Promise<void> {
  const file: ReadStream | null =
    bytes === null ? null : createReadStream(name, { highWaterMark: CHUNK_SIZE });
  try {
    for await (const chunk of decompressed(file ?? process.stdin)) {
      take(chunk);
      if (file !== null) progress(file.bytesRead);
    }
  } catch (error) {
    throw inputError(name, error);
  }
}
