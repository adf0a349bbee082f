/** Names in words, the same in every output for people. */
import type { Finding } from '../../shared/detection/finding.ts';
import type { UnusedLine } from '../../shared/telemetry/reader.ts';

/** Said instead of "nothing found" where there was nothing to judge. */
export const NO_EXECUTIONS =
  'no execution is recorded here: does the audit system record execve and execveat? (see the README)';

/** What was found, behind the name of the file that it is about. */
export const KINDS: Readonly<Record<Finding['kind'], string>> = {
  execute: 'run through the dynamic loader',
  stage: 'loader put under another name',
  'foreign-interpreter': 'foreign run-time linker',
  inject: 'library injected by the environment',
};

/** Lines that ought to have been of use. */
export const UNREADABLE: Readonly<Partial<Record<UnusedLine | 'too-long', string>>> = {
  unknown: 'no record of a format that is known',
  unreadable: 'of a format that is known, without what an execution is told by',
  interpreted: 'interpreted by ausearch -i, whose values are ambiguous (use ausearch --raw)',
  'too-long': 'longer than any record can be',
};
