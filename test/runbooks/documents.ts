/** The documents of the runbooks that work on instances, by their names. */
import { contain } from '../../cdk/runbooks/contain.ts';
import { containInstance } from '../../cdk/runbooks/contain-instance.ts';
import { prepareVpc } from '../../cdk/runbooks/prepare-vpc.ts';
import { release } from '../../cdk/runbooks/release.ts';
import { type AutomationDocument, documentOf, type Runbook } from '../../cdk/runbooks/runbook.ts';
import { documentName } from '../../shared/response/actions/action.ts';
import { TABLE } from './topology.ts';

const STACK = 'ldwatch';
const table = { name: TABLE };

/** Every runbook, as a stack of that name has it. */
export const RUNBOOKS: readonly Runbook[] = [
  prepareVpc(),
  containInstance(table, STACK),
  release(table),
  contain(STACK),
];

/** By their names. */
export const DOCUMENTS: ReadonlyMap<string, AutomationDocument> = new Map(
  RUNBOOKS.map((one) => [
    documentName(STACK, one.action.name),
    documentOf(one, `arn:aws:iam::111122223333:role/${one.action.name}`),
  ]),
);
