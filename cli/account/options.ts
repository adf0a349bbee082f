/** Arguments of the commands that work on a deployed stack. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';

/** What every such command takes. */
export const STACK_OPTION = {
  stack: { type: 'string', default: 'ldwatch' },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError where an argument is unknown or lacks its value */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
