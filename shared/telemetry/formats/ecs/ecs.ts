/**
 * The Elastic Common Schema, as Auditbeat (6 to 8), Elastic Agent's auditd_manager, go-libaudit's aucoalesce and Elastic
 * Defend fill it with executions on Linux.
 */
import { type JsonObject, objectAt, textAt } from '../../json-object.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { readAuditModule } from './audit-module.ts';
import { dialectOf } from './dialect.ts';
import { readEndpoint } from './endpoint.ts';

const ENDPOINT = 'endpoint.events.process';

/** Auditbeat's other modules: processes that it finds when it looks (`system`), changes of files, logins … */
function isOtherModule(record: JsonObject, event: JsonObject | null): boolean {
  const agent = objectAt(record, 'agent') ?? objectAt(record, 'beat');
  const metricset = objectAt(record, 'metricset');
  return (
    textAt(agent, 'type') === 'auditbeat' ||
    textAt(event, 'module') === 'file_integrity' ||
    (textAt(event, 'module') === 'system' && textAt(event, 'dataset') === 'process') ||
    textAt(metricset, 'module') === 'auditd'
  );
}

function read(record: LineRecord): Reading | null {
  const { object } = record;
  if (object === null || !('event' in object || 'auditd' in object || 'record_type' in object)) return null;
  const event = objectAt(object, 'event');
  const dataset = textAt(event, 'dataset') ?? textAt(objectAt(object, 'data_stream'), 'dataset');
  if (dataset === ENDPOINT) return readEndpoint(record, object);
  const dialect = dialectOf(object);
  if (dialect !== null) return readAuditModule(record, object, dialect);
  return isOtherModule(object, event) ? { kind: 'no-execution' } : null;
}

export const ecs: LineFormat = { name: 'ecs', read };
