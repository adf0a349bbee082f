/** Stops a task of ECS, and keeps what it was made of. */
import type { Action } from './action.ts';
import { OPTED_IN } from './opt-in.ts';
import { INCIDENT } from './parameters.ts';
import { ownArn, recordStatements } from './statements.ts';

/** The action. */
export const CONTAIN_TASK: Action<'ClusterArn' | 'TaskArn' | 'Incident'> = {
  name: 'contain-task',
  summary:
    'Stops a task of ECS after writing down what it was made of. A service starts another one in its place.',
  does: (target) =>
    `writes down what ${target.kind === 'task' ? target.taskArn : 'the task'} is made of, and stops it; if it belongs to a ` +
    'service, that starts another from the same definition and image, which may be attacked the same way',
  undo: {
    kind: 'final',
    says: 'a stopped task does not start again; its service starts another, or its definition can be run anew',
  },
  parameters: {
    ClusterArn: {
      description: 'ARN of the cluster, in this account and region',
      pattern: '^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:cluster/[A-Za-z0-9_-]{1,255}$',
      standard: null,
    },
    TaskArn: {
      description: 'ARN of the task',
      pattern: '^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:task/([A-Za-z0-9_-]{1,255}/)?[0-9a-f-]{32,36}$',
      standard: null,
    },
    Incident: INCIDENT,
  },
  statements: (place) => [
    ...recordStatements(place, 'GetItem', 'UpdateItem'),
    { actions: ['ecs:DescribeTasks'], resources: [ownArn(place, 'ecs', 'task/*')] },
    // No narrower resource is known to the service.
    { actions: ['ecs:DescribeTaskDefinition'], resources: ['*'] },
    { actions: ['ecs:StopTask'], resources: [ownArn(place, 'ecs', 'task/*')], conditions: OPTED_IN },
  ],
};
