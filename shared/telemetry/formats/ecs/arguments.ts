/** `process.args`, which keeps the arguments apart. */
import { integerAt, type JsonObject, listAt } from '../../json-object.ts';
import type { ToldArguments } from '../audit-reading.ts';

/**
 * @param promised - how many arguments there were, null where that is not told
 */
export function ecsArguments(process: JsonObject | null, promised: number | null): ToldArguments {
  const argv = listAt(process, 'args').map((argument) => (typeof argument === 'string' ? argument : null));
  if (argv.length === 0) return { argv, fidelity: promised === 0 ? 'exact' : 'none' };
  if (promised !== null && promised > argv.length) argv.push(null);
  return { argv, fidelity: argv.includes(null) ? 'truncated' : 'exact' };
}

/** `auditd.data.argc`, the count of the kernel's record. */
export function argcOf(data: JsonObject | null): number | null {
  return integerAt(data, 'argc');
}
