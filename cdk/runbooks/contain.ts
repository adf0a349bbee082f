/**
 * The runbook `contain`: one automation for one decision. Evidence that can't be had, or a process that can't be stopped, must
 * not leave the intruder connected: what comes after is done all the same, and the answer says what was not.
 */
import { documentName } from '../../shared/response/actions/action.ts';
import { CONTAIN } from '../../shared/response/actions/contain.ts';
import { type Runbook, runbook } from './runbook.ts';
import { ref } from './steps.ts';

/** Seconds: later than the scripts' own limits (cdk/host), so that a host that does not answer holds up nothing for long. */
const EVIDENCE_TAKES = 1800;
const STOPPING_TAKES = 600;
const ISOLATING_TAKES = 3600;

/** A parameter, handed on by its own name. */
function handed<const Name extends string>(...names: readonly Name[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, [ref(name)]]));
}

/** The runbook. */
export function contain(stackName: string): Runbook {
  return runbook(
    CONTAIN,
    [
      {
        name: 'collectEvidence',
        action: 'aws:executeAutomation',
        timeoutSeconds: EVIDENCE_TAKES,
        inputs: {
          DocumentName: documentName(stackName, 'collect-evidence'),
          RuntimeParameters: handed(
            'InstanceId',
            'Incident',
            'Pid',
            'EventTime',
            'EventSerial',
            'LogGroup',
            'LogStream',
            'LogFrom',
            'LogTo',
          ),
        },
        onFailure: 'Continue',
        isCritical: false,
      },
      {
        name: 'stopProcess',
        action: 'aws:executeAutomation',
        timeoutSeconds: STOPPING_TAKES,
        inputs: {
          DocumentName: documentName(stackName, 'stop-process'),
          RuntimeParameters: handed('InstanceId', 'Pid', 'EventTime', 'ExecutableHex'),
        },
        onFailure: 'Continue',
        isCritical: false,
      },
      {
        name: 'containInstance',
        action: 'aws:executeAutomation',
        timeoutSeconds: ISOLATING_TAKES,
        inputs: {
          DocumentName: documentName(stackName, 'contain-instance'),
          RuntimeParameters: handed('InstanceId', 'Incident'),
        },
        isEnd: true,
      },
    ],
    [
      'collectEvidence.Status',
      'collectEvidence.Output',
      'stopProcess.Status',
      'stopProcess.Output',
      'containInstance.Status',
      'containInstance.Output',
    ],
  );
}
