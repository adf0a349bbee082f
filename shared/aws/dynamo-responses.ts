/** Decisions and containment of incidents over the table, as every function and command makes them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DecisionRecorder } from '../response/decision-recorder.ts';
import { ResponseWriter } from '../response/response-writer.ts';
import { DynamoIncidents } from './dynamo-incidents.ts';
import { DynamoSuppressions } from './dynamo-suppressions.ts';
import type { Table } from './table.ts';

/** @param retention - milliseconds after its last change for which an incident is kept */
export function dynamoResponses(table: Table, retention: number): ResponseWriter {
  return new ResponseWriter({
    incidents: new DynamoIncidents(table, retention),
    random: Math.random,
    sleep: async (milliseconds) => void (await sleep(milliseconds)),
  });
}

/** @param retention - milliseconds after its last change for which an incident is kept */
export function dynamoDecisions(table: Table, retention: number): DecisionRecorder {
  return new DecisionRecorder({
    writer: dynamoResponses(table, retention),
    suppressions: new DynamoSuppressions(table),
  });
}
