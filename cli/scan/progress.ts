/** A line on standard error that tells how far a long scan is. Only on a terminal, and only if there is much to read. */
import { printable } from '../../shared/alert/printable.ts';

/** Bytes under which a scan is over before anyone looks. */
const WORTH_TELLING = 32 * 1024 * 1024;
const EVERY_MS = 200;
const LONGEST_NAME = 60;

/** Tells how far the scan of some files is. */
export class Progress {
  private readonly total: number;
  private readonly enabled: boolean;
  private done = 0;
  private toldAt = 0;

  /** @param total - bytes of all files as they lie on disk */
  constructor(total: number) {
    this.total = total;
    this.enabled = process.stderr.isTTY === true && total >= WORTH_TELLING;
  }

  /** @param bytes - read so far of the file at hand */
  update(name: string, bytes: number): void {
    const now = performance.now();
    if (!this.enabled || now - this.toldAt < EVERY_MS) return;
    this.toldAt = now;
    const share = Math.min((this.done + bytes) / this.total, 1);
    const bar = '#'.repeat(Math.round(share * 30)).padEnd(30, '.');
    process.stderr.write(
      `\r[${bar}] ${(share * 100).toFixed(0).padStart(3)} % ${printable(name, LONGEST_NAME)}\u001b[K`,
    );
  }

  /** A file is through. */
  finishFile(bytes: number): void {
    this.done += bytes;
  }

  /** Takes the line away again. */
  clear(): void {
    if (this.enabled) process.stderr.write('\r\u001b[K');
  }
}
