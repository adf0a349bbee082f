/** What became of an instance, and whether it was said. */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Emulator } from '../emulator/emulator.ts';
import type { Execution } from '../interpreter/execution.ts';
import { look, type Picture, TABLE } from '../topology.ts';

const SetShape = z.object({ SS: z.array(z.string()) }).transform(({ SS }) => SS);
const TextShape = z.object({ S: z.string() }).transform(({ S }) => S);
const RecordShape = z.object({
  Item: z
    .object({
      state: TextShape,
      outcome: TextShape.optional(),
      reason: TextShape.optional(),
      isolation: TextShape.optional(),
      interfacesLeft: SetShape.optional(),
      settingsLeft: SetShape.optional(),
      targetGroupsLeft: SetShape.optional(),
      foreignInterfaces: SetShape.optional(),
      foreignSettings: SetShape.optional(),
    })
    .optional(),
});

/** What is written down of an instance; null for nothing. */
export type WrittenDown = NonNullable<z.infer<typeof RecordShape>['Item']>;

/** Reads what is written down. */
export async function writtenDown(emulator: Emulator, id: string): Promise<WrittenDown | null> {
  const inputs = { TableName: TABLE, Key: { target: { S: id } }, ConsistentRead: true };
  return RecordShape.parse(await emulator.must('dynamodb', 'GetItem', inputs)).Item ?? null;
}

/**
 * How an instance is: as before, cut off, or something between. Cut off is what the network says; whatever else is not as
 * a containment makes it is listed.
 */
export type EndState =
  | { readonly kind: 'restored' }
  | { readonly kind: 'contained'; readonly missing: readonly string[] }
  | { readonly kind: 'between'; readonly picture: Picture };

function missingIn(before: Picture, now: Picture): string[] {
  return [
    ...(now.protection ? [] : ['termination protection']),
    ...(now.shutdown === 'stop' ? [] : ['shutdown behaviour']),
    ...(before.membership.endsWith('InService') && !now.membership.endsWith('Standby') ? ['standby'] : []),
    ...(before.state === 'running' ? now.registrations.map((one) => one.split(' ')[0] ?? one) : []),
  ];
}

/** Looks at an instance. */
export async function endState(emulator: Emulator, id: string, before: Picture): Promise<EndState> {
  const now = await look(emulator, id);
  if (isDeepStrictEqual(now, before)) return { kind: 'restored' };
  const isolation = (await writtenDown(emulator, id))?.isolation;
  const groups = Object.values(now.interfaces).flat();
  return isolation !== undefined && groups.every((group) => group === isolation)
    ? { kind: 'contained', missing: missingIn(before, now) }
    : { kind: 'between', picture: now };
}

/**
 * What is wrong with the end of a containment: it has to be restored or contained, and the automation and the record have to
 * say which, and what is missing. Nothing wrong is an empty list.
 */
export async function wrongEnd(
  emulator: Emulator,
  id: string,
  before: Picture,
  execution: Execution,
): Promise<string[]> {
  const end = await endState(emulator, id, before);
  const record = await writtenDown(emulator, id);
  const said = `the automation says ${execution.status}, the record ${JSON.stringify(record)}`;
  if (end.kind === 'between')
    return [`neither contained nor restored: ${JSON.stringify(end.picture)}; ${said}`];
  if (end.kind === 'restored') {
    // Taken, and given up before anything was changed: whoever starts next takes it over.
    const right = execution.status === 'Failed' && record?.state !== 'contained';
    return right ? [] : [`restored, but ${said}`];
  }
  if (execution.status !== 'Success' || record?.state !== 'contained') return [`contained, but ${said}`];
  const left = [...(record.settingsLeft ?? []), ...(record.targetGroupsLeft ?? [])];
  const unlisted = left.includes('could not be listed');
  const unsaid = end.missing.filter((one) => !left.includes(one) && !(unlisted && one.startsWith('arn:')));
  return unsaid.length === 0 ? [] : [`${unsaid.join(', ')} is missing, but ${said}`];
}
