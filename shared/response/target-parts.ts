/** What names a target, for digests. */
import type { ContainmentTarget } from './response.ts';

/** In a fixed order, whatever the object's own is. */
export function targetParts(target: ContainmentTarget): readonly string[] {
  const { kind, account, region } = target;
  switch (target.kind) {
    case 'instance':
      return [kind, account, region, target.instanceId];
    case 'task':
      return [kind, account, region, target.clusterArn, target.taskArn];
  }
}
