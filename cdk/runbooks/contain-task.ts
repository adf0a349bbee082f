/** The runbook `contain-task`. What ends can't be had back, so it is written down and verified first. */
import { CONTAIN_TASK } from '../../shared/response/actions/contain-task.ts';
import { ContainmentRecord, type RecordTable } from './record.ts';
import { type Runbook, runbook } from './runbook.ts';
import { branch, call, NOW, ref, wait } from './steps.ts';

const TASK = {
  Service: 'ecs',
  Api: 'DescribeTasks',
  cluster: ref('ClusterArn'),
  tasks: [ref('TaskArn')],
} as const;

/** Seconds: a container has its `stopTimeout` to end by itself, 120 at most. */
const STOPPED_WITHIN = 300;

/** The runbook. */
export function containTask(table: RecordTable): Runbook {
  const record = new ContainmentRecord(table, 'TaskArn');
  return runbook(
    CONTAIN_TASK,
    [
      call('readTask', TASK, {
        Definition: '$.tasks[0].taskDefinitionArn',
        Group: '$.tasks[0].group',
        Status: '$.tasks[0].lastStatus',
        Images: '$.tasks[0].containers[*].image',
      }),
      // A definition that somebody deregisters can still be read and run; what is kept is which one it was.
      call(
        'readDefinition',
        {
          Service: 'ecs',
          Api: 'DescribeTaskDefinition',
          taskDefinition: ref('readTask.Definition'),
        },
        { Family: '$.taskDefinition.family' },
      ),
      call(
        'writeDown',
        record.change({
          update:
            'SET #state = if_not_exists(#state, :containing), #definition = if_not_exists(#definition, :definition), ' +
            '#group = if_not_exists(#group, :group), #incident = if_not_exists(#incident, :incident), ' +
            '#since = if_not_exists(#since, :now)',
          condition: 'attribute_not_exists(#outcome)',
          text: {
            ':containing': 'containing',
            ':definition': ref('readTask.Definition'),
            ':group': ref('readTask.Group'),
            ':incident': ref('Incident'),
            ':now': NOW,
          },
        }),
      ),
      call('stopTask', {
        Service: 'ecs',
        Api: 'StopTask',
        cluster: ref('ClusterArn'),
        task: ref('TaskArn'),
        reason: `ldwatch contain-task: ${ref('Incident')}`,
      }),
      wait('isStopped', TASK, '$.tasks[0].lastStatus', ['STOPPED'], {
        timeoutSeconds: STOPPED_WITHIN,
        maxAttempts: 2,
      }),
      branch(
        'isOfService',
        [[{ Variable: ref('readTask.Group'), StartsWith: 'service:' }, 'sayReplaced']],
        'sayStopped',
      ),
      call(
        'sayStopped',
        record.change({
          update: 'SET #state = :contained, #outcome = :outcome',
          condition: 'attribute_exists(#definition)',
          text: { ':contained': 'contained', ':outcome': 'stopped; nothing starts it again' },
        }),
        {},
        { nextStep: 'readResult' },
      ),
      call(
        'sayReplaced',
        record.change({
          update: 'SET #state = :contained, #outcome = :outcome',
          condition: 'attribute_exists(#definition)',
          text: {
            ':contained': 'contained',
            ':outcome': 'stopped; its service starts another from the same definition',
          },
        }),
      ),
      call(
        'readResult',
        record.read(),
        { State: '$.Item.state.S', Outcome: '$.Item.outcome.S' },
        {
          onFailure: 'Continue',
        },
      ),
    ],
    ['readTask.Definition', 'readTask.Group', 'readTask.Images', 'readResult.State', 'readResult.Outcome'],
  );
}
