/** Text that is no audit log, or no longer one. */
import fc from 'fast-check';
import { goldenCases } from './golden.ts';

const LOGS = goldenCases().map(({ lines }) => lines);

/** Pieces that records are made of, so that nonsense comes close to sense. */
const FRAGMENTS =
  'type=|SYSCALL|EXECVE|PATH|CWD| msg=audit(|1771085986.953:31|): |audit: |node=| |=|"|argc=| a0=| a1_len=| a1[0]=|4|FF|' +
  '-1|arch=c000003e syscall=59 success=yes items=1| item=0 name=| cwd=| exe=|{"log":"|"}|\\n|[|]|\x1d|\0|\ud800|__proto__';
const fragment = fc.constantFrom(...FRAGMENTS.split('|'));

/** Any text at all. */
export const nonsense = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fragment, maxLength: 40 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.json(),
);

/** A log with some lines cut, torn or overwritten. */
export const damagedLog = fc
  .tuple(
    fc.constantFrom(...LOGS),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(20), nonsense), { maxLength: 6 }),
  )
  .map(([lines, wounds]) => {
    const damaged = [...lines];
    for (const [which, where, length, text] of wounds) {
      const line = damaged[which % damaged.length] ?? '';
      const at = where % (line.length + 1);
      damaged[which % damaged.length] = line.slice(0, at) + text + line.slice(at + length);
    }
    return damaged;
  });
