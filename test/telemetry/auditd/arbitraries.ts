/** Executions as the kernel could record them, and the ways in which their records may arrive. */
import fc from 'fast-check';
import { programBytes } from '../bytes.ts';
import { type Exec, render } from './render.ts';

/** Longest argument of the generated executions: below the length at which one is cut. */
const LONGEST = 7_900;

const absolute = programBytes(60).map((bytes) => Buffer.concat([Buffer.from('/'), bytes, Buffer.from('.')]));

const anyArguments = fc.oneof(
  { weight: 3, arbitrary: fc.array(programBytes(40), { minLength: 1, maxLength: 16 }) },
  { weight: 1, arbitrary: fc.array(programBytes(LONGEST), { minLength: 1, maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 500, max: 1500 })
      .map((n) => Array.from({ length: n }, () => Buffer.from('x y'))),
  },
);

const exec = fc.record({
  node: fc.constantFrom('', 'ip-10-0-0-5.ec2.internal', 'fe80::1%eth0'),
  // Few, so that serial numbers and times meet.
  time: fc.constantFrom(0, 7, 1771085986953, 1771085987000),
  serial: fc.constantFrom(0, 1, 31, 4294967295),
  pid: fc.integer({ min: 2, max: 4194304 }),
  exe: absolute,
  argv: anyArguments,
  cwd: absolute,
  files: fc.array(programBytes(60), { minLength: 1, maxLength: 8 }),
}) satisfies fc.Arbitrary<Exec>;

/** Several executions, each with an id of its own. */
export const execs: fc.Arbitrary<Exec[]> = fc.uniqueArray(exec, {
  minLength: 1,
  maxLength: 5,
  selector: ({ node, time, serial }) => `${node} ${time} ${serial}`,
});

/** All lines of some executions in any order at all, each line `copies` times. */
export function shuffledLines(happened: readonly Exec[], copies = 1): fc.Arbitrary<string[]> {
  const once = happened.flatMap(render);
  const lines = Array.from({ length: copies }, () => once).flat();
  return fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length });
}

/** All lines of some executions mixed at random, those of one execution in the kernel's order. */
export function interleavedLines(happened: readonly Exec[]): fc.Arbitrary<string[]> {
  const records = happened.map(render);
  const turns = records.flatMap((lines, whose) => lines.map(() => whose));
  return fc.shuffledSubarray(turns, { minLength: turns.length, maxLength: turns.length }).map((order) => {
    const rests = records.map((lines) => lines.values());
    return order.map((whose) => rests[whose]?.next().value ?? '');
  });
}
