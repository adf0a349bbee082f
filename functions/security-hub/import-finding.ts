/**
 * Files each alert in Security Hub. Delivered twice, or an older one after a newer: the finding's `UpdatedAt` rises with
 * each generation and with nothing else, and Security Hub ignores what is not later than what it has (asff-time.ts). So
 * nothing has to be remembered here.
 */
import { type AsffProduct, asffFinding } from '../../shared/alert/asff.ts';
import type { AlertOutput } from '../../shared/aws/alert-queue.ts';
import type { FindingsHub } from '../../shared/aws/findings-hub.ts';

/** Security Hub as somewhere that alerts are handed on to. */
export function importFinding(hub: FindingsHub, product: AsffProduct): AlertOutput {
  return {
    name: 'SecurityHub',
    deliver: ({ incident }) => hub.import(asffFinding(incident, product)),
  };
}
