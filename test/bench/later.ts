/** A recording once more, as if it had gone on: later by hours, with serial numbers of its own. */

const STAMP = /audit\((\d+)\.(\d{3}):(\d+)\)/;
const SECONDS_A_ROUND = 3600;
const SERIALS_A_ROUND = 1_000_000;

/** @param round - 0 gives the recording itself */
export function later(lines: readonly string[], round: number): string[] {
  return lines.map((line) =>
    line.replace(STAMP, (_, seconds: string, milliseconds: string, serial: string) => {
      const time = `${Number(seconds) + round * SECONDS_A_ROUND}.${milliseconds}`;
      return `audit(${time}:${Number(serial) + round * SERIALS_A_ROUND})`;
    }),
  );
}
