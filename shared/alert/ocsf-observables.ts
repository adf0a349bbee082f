/** The values of a finding that one searches other logs by, each with the place in the document that it is from. */
import type { OcsfDevice, OcsfEvidence, OcsfObservable, OcsfResource } from './ocsf-shape.ts';

/**
 * Of observable.type_id. A path would be 45, which py-ocsf-models 0.10.0 refuses with the whole finding: the names of
 * files are here, and their paths in the evidence.
 */
const HOSTNAME = { type: 'Hostname', type_id: 1 } as const;
const USER_NAME = { type: 'User Name', type_id: 4 } as const;
const FILE_NAME = { type: 'File Name', type_id: 7 } as const;
const PROCESS_NAME = { type: 'Process Name', type_id: 9 } as const;
const RESOURCE_UID = { type: 'Resource UID', type_id: 10 } as const;

/** What they are taken from. */
export interface Observed {
  readonly device: OcsfDevice;
  readonly resources: readonly OcsfResource[];
  readonly evidences: readonly OcsfEvidence[];
}

/** In the order of the document. */
export function observablesOf({ device, resources, evidences }: Observed): OcsfObservable[] {
  const observables: OcsfObservable[] = [];
  const observe = (name: string, kind: Pick<OcsfObservable, 'type' | 'type_id'>, value?: string) => {
    if (value !== undefined && value !== '') observables.push({ name, ...kind, value });
  };
  observe('device.hostname', HOSTNAME, device.hostname);
  for (const [index, { uid }] of resources.entries()) observe(`resources[${index}].uid`, RESOURCE_UID, uid);
  for (const [index, { process, file }] of evidences.entries()) {
    const at = `evidences[${index}]`;
    observe(`${at}.process.name`, PROCESS_NAME, process?.name);
    observe(`${at}.process.file.name`, FILE_NAME, process?.file?.name);
    observe(`${at}.process.user.name`, USER_NAME, process?.user?.name);
    observe(`${at}.file.name`, FILE_NAME, file?.name);
  }
  return observables;
}
