/** The recorder of incidents over the table, as every function that has findings makes it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentRecorder } from '../incident/recorder.ts';
import { environmentOfFinding } from '../response/environment/of-finding.ts';
import { DynamoIncidents } from './dynamo-incidents.ts';
import { DynamoSuppressions } from './dynamo-suppressions.ts';
import { environmentsVariable, numberVariable } from './environment.ts';
import type { Table } from './table.ts';

const HOUR = 3_600_000;

/** @throws DeploymentError where the function's environment does not say what it needs */
export function dynamoRecorder(table: Table): IncidentRecorder {
  const naming = environmentsVariable();
  return new IncidentRecorder({
    incidents: new DynamoIncidents(table, numberVariable('INCIDENT_RETENTION_DAYS') * 24 * HOUR),
    suppressions: new DynamoSuppressions(table),
    environmentOf: (finding) => environmentOfFinding(finding, naming),
    windowLength: numberVariable('INCIDENT_WINDOW_HOURS') * HOUR,
    now: table.now,
    random: Math.random,
    sleep: async (milliseconds) => void (await sleep(milliseconds)),
  });
}
