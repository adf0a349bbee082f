/** Bytes in, lines out, in bounded memory whatever the bytes are. */

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
/** Bytes: auditd writes no record longer than 8970 (MAX_AUDIT_MESSAGE_LENGTH), a log event can have 1 MiB. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Cuts a stream of bytes into lines. */
export class LineSplitter {
  /** Lines that were longer than can be a record; nothing of them was handed on. */
  tooLong = 0;
  private rest: Buffer[] = [];
  private restLength = 0;
  private skipping = false;
  private number = 0;
  private readonly deliver: (line: string, number: number) => void;

  /** @param deliver - told every line that isn't empty, with its number, counted from 1 as an editor does */
  constructor(deliver: (line: string, number: number) => void) {
    this.deliver = deliver;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const whole = this.restLength === 0 && !this.skipping && end - from <= LONGEST_LINE;
      if (whole) this.line(chunk, from, end);
      else this.finish(chunk.subarray(from, end));
      from = end + 1;
    }
    if (from < chunk.length) this.keep(chunk.subarray(from));
  }

  /** The stream has ended: a last line may lack its newline. */
  flush(): void {
    if (this.restLength > 0 || this.skipping) this.finish(Buffer.alloc(0));
  }

  private line(bytes: Buffer, from: number, end: number): void {
    this.number++;
    const last = end > from && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    // A string of its own for each line, so that what is remembered of one doesn't keep its neighbours alive.
    if (last > from) this.deliver(bytes.toString('utf8', from, last), this.number);
  }

  private keep(piece: Buffer): void {
    if (this.skipping) return;
    if (this.restLength + piece.length > LONGEST_LINE) {
      this.skipping = true;
      this.rest = [];
      this.restLength = 0;
      return;
    }
    // The stream may use its buffer again.
    this.rest.push(Buffer.from(piece));
    this.restLength += piece.length;
  }

  private finish(piece: Buffer): void {
    this.keep(piece);
    if (this.skipping) {
      this.number++;
      this.tooLong++;
    } else {
      const whole = Buffer.concat(this.rest);
      this.line(whole, 0, whole.length);
    }
    this.rest = [];
    this.restLength = 0;
    this.skipping = false;
  }
}
