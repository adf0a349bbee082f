/** Not console.log, which the runtime gives a prefix: the line would not be a metric any more. */
export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
