/** What a run says: each step with its time, each check in a line of its own, and a closing line. */

const MOST_PROBLEMS = 20;

/** Prints as things happen, and counts. */
export class Report {
  private passed = 0;
  private failed = 0;

  /** Does a piece of work under a heading. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = Date.now();
    this.say(`\n${name}`);
    try {
      return await work();
    } finally {
      this.say(`  ${((Date.now() - start) / 1000).toFixed(1)} s`);
    }
  }

  /** One check, failed if there is a problem; each is a sentence for whoever has to find the cause. */
  check(name: string, problems: readonly string[]): void {
    if (problems.length === 0) this.passed++;
    else this.failed++;
    this.say(`  ${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    for (const problem of problems.slice(0, MOST_PROBLEMS)) this.say(`         ${problem}`);
    if (problems.length > MOST_PROBLEMS) this.say(`         and ${problems.length - MOST_PROBLEMS} more`);
  }

  /** A line that is neither step nor check. */
  say(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  /** @returns whether all went well */
  close(): boolean {
    this.say(`\n${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0;
  }
}
