/** The runbook `stop-process`: one script on one host. */
import { commandName } from '../../shared/response/actions/action.ts';
import { STOP_PARAMETERS, STOP_PROCESS } from '../../shared/response/actions/stop-process.ts';
import { type Runbook, runbook } from './runbook.ts';
import { ref } from './steps.ts';

/** Seconds for the host to take the command; the script's own limit is in its document. */
const DELIVERED_WITHIN = 120;

/** The runbook. */
export function stopProcess(stackName: string): Runbook {
  const passedOn = Object.keys(STOP_PARAMETERS).map((name) => [name, ref(name)]);
  return runbook(
    STOP_PROCESS,
    [
      {
        name: 'stop',
        action: 'aws:runCommand',
        inputs: {
          DocumentName: commandName(stackName, 'stop-process'),
          InstanceIds: [ref('InstanceId')],
          TimeoutSeconds: DELIVERED_WITHIN,
          Parameters: Object.fromEntries(passedOn),
        },
      },
    ],
    ['stop.Output', 'stop.ResponseCode'],
  );
}
