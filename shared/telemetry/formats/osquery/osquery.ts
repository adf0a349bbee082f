/**
 * osquery's results: a line for each row that was added (`columns`), for each run of a query (`diffResults`), or for a
 * snapshot. Its daemon's own status lines are known too. How to have it watch executions: docs/formats.md.
 */
import { integerAt, isObject, type JsonObject, listAt, objectAt, textAt } from '../../json-object.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { executionOf, isExecution, type Result } from './row.ts';

/** The rows that a result adds; null where it is no result. */
function addedRows(object: JsonObject): readonly unknown[] | null {
  const columns = objectAt(object, 'columns');
  if (columns !== null) return object['action'] === 'removed' ? [] : [columns];
  if (Array.isArray(object['snapshot'])) return object['snapshot'];
  const differences = objectAt(object, 'diffResults');
  return differences === null ? null : listAt(differences, 'added');
}

/** `{"hostIdentifier":…,"severity":0,"filename":"scheduler.cpp","line":110,"message":…}` */
function isStatus(object: JsonObject): boolean {
  return typeof object['filename'] === 'string' && 'line' in object && 'severity' in object;
}

function readRows(rows: readonly unknown[], result: Result): Reading {
  const executions = rows.filter(isObject).filter((row) => isExecution(row, result));
  if (executions.length === 0) return { kind: 'no-execution' };
  const events = executions.map((row) => executionOf(row, result)).filter((event) => event !== null);
  return events.length === 0 ? { kind: 'unreadable' } : { kind: 'events', events };
}

function read({ object, pointer }: LineRecord): Reading | null {
  if (object === null || typeof object['hostIdentifier'] !== 'string') return null;
  if (isStatus(object)) return { kind: 'no-execution' };
  const rows = addedRows(object);
  if (rows === null || typeof object['name'] !== 'string') return null;
  const host = textAt(object, 'hostIdentifier') ?? '';
  return readRows(rows, { name: object['name'], host, writtenAt: integerAt(object, 'unixTime'), pointer });
}

export const osquery: LineFormat = { name: 'osquery', read };
