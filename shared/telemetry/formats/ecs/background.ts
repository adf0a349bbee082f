/** What Elastic's agents add to an execution: container, pod, parents, hash and environment (Elastic Common Schema). */
import { containerTold } from '../../container.ts';
import type { Ancestor, Container, LinkerEnvironment } from '../../exec-event.ts';
import { integerAt, type JsonObject, listAt, objectAt, textAt } from '../../json-object.ts';
import { linkerVariables, variablePairs } from '../../linker-environment.ts';

/** Parents of parents that are followed: sources tell one or two. */
const MOST_ANCESTORS = 16;

/** The container, from `container` and, where Kubernetes is known, `kubernetes` or `orchestrator`. */
export function ecsContainer(record: JsonObject): Container | null {
  if (!('container' in record || 'kubernetes' in record || 'orchestrator' in record)) return null;
  const container = objectAt(record, 'container');
  const kubernetes = objectAt(record, 'kubernetes');
  const orchestrator = objectAt(record, 'orchestrator');
  const isPod = textAt(objectAt(orchestrator, 'resource'), 'type') === 'pod';
  return containerTold({
    id: textAt(container, 'id'),
    name: textAt(container, 'name') ?? textAt(objectAt(kubernetes, 'container'), 'name'),
    image: textAt(objectAt(container, 'image'), 'name'),
    pod:
      textAt(objectAt(kubernetes, 'pod'), 'name') ??
      (isPod ? textAt(objectAt(orchestrator, 'resource'), 'name') : null),
    namespace: textAt(kubernetes, 'namespace') ?? textAt(orchestrator, 'namespace'),
    cluster: textAt(objectAt(orchestrator, 'cluster'), 'name'),
  });
}

function commandLineOf(process: JsonObject): string | null {
  const args = listAt(process, 'args').filter((argument) => typeof argument === 'string');
  return textAt(process, 'command_line') ?? (args.length === 0 ? null : args.join(' '));
}

/** `process.parent`, and its parents, as far as anything but their ids is told. */
export function ecsAncestors(process: JsonObject | null): Ancestor[] {
  const ancestors: Ancestor[] = [];
  let parent = objectAt(process, 'parent');
  while (parent !== null && ancestors.length < MOST_ANCESTORS) {
    const exe = textAt(parent, 'executable');
    const commandLine = commandLineOf(parent);
    if (exe === null && commandLine === null) break;
    ancestors.push({ pid: integerAt(parent, 'pid'), exe, commandLine });
    parent = objectAt(parent, 'parent');
  }
  return ancestors;
}

/**
 * `process.env_vars` is a list that Elastic Defend takes at the exec; `process.env` an object that a Beat's
 * add_process_metadata reads from /proc, later.
 */
export function ecsEnvironment(process: JsonObject | null): LinkerEnvironment | null {
  const taken = process?.['env_vars'];
  if (Array.isArray(taken)) return { variables: linkerVariables(variablePairs(taken)), readAt: 'exec' };
  const read = objectAt(process, 'env');
  if (read === null) return null;
  const pairs = Object.entries(read).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { variables: linkerVariables(pairs), readAt: 'later' };
}
