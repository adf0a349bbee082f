/** The documents of the runbooks, as a stack named ldwatch has them. */
import { runbooks } from '../../cdk/runbooks/all.ts';
import { type AutomationDocument, documentOf, type Runbook } from '../../cdk/runbooks/runbook.ts';
import { documentName } from '../../shared/response/actions/action.ts';
import { TABLE } from './topology.ts';

const stackName = 'ldwatch';

/** Every runbook. */
export const RUNBOOKS: readonly Runbook[] = Object.values(
  runbooks({ table: { name: TABLE }, evidence: { bucketName: 'evidence' }, stackName }),
);

/** By their names. */
export const DOCUMENTS: ReadonlyMap<string, AutomationDocument> = new Map(
  RUNBOOKS.map((one) => [
    documentName(stackName, one.action.name),
    documentOf(one, `arn:aws:iam::111122223333:role/${one.action.name}`),
  ]),
);
