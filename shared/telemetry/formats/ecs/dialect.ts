/**
 * Where the auditd module of Auditbeat and Elastic Agent (elastic/beats, x-pack and auditbeat/module/auditd) puts what
 * go-libaudit's aucoalesce makes of an event: version 6 and version 7 on differ, and aucoalesce writes without them.
 */
import { integerAt, type JsonObject, objectAt, textAt } from '../../json-object.ts';

/** One record's parts, wherever its dialect has them. */
export interface AuditDialect {
  /** Has `sequence`, `result`, `session`, `data` and `paths`. */
  readonly audit: JsonObject;
  readonly process: JsonObject | null;
  readonly action: string | null;
  readonly sequence: number | null;
  readonly user: DialectUser;
}

/** User ids as they are written: digits, or "unset". */
export interface DialectUser {
  readonly uid: number | null;
  readonly euid: number | null;
  readonly auid: number | null;
  readonly name: string | null;
}

function idsUnder(ids: JsonObject | null, names: JsonObject | null): DialectUser {
  return {
    uid: integerAt(ids, 'uid'),
    euid: integerAt(ids, 'euid'),
    auid: integerAt(ids, 'auid'),
    name: textAt(names, 'uid'),
  };
}

function beatsUser(record: JsonObject, audit: JsonObject): DialectUser {
  const user = objectAt(record, 'user');
  // Version 6 has the kernel's names.
  if (user !== null && ('uid' in user || 'name_map' in user))
    return idsUnder(user, objectAt(user, 'name_map'));
  // Elastic Agent's pipeline moves the login under `auditd`.
  const login = objectAt(user, 'audit') ?? objectAt(objectAt(audit, 'user'), 'audit');
  return {
    uid: integerAt(user, 'id'),
    euid: integerAt(objectAt(user, 'effective'), 'id'),
    auid: integerAt(login, 'id'),
    name: textAt(user, 'name'),
  };
}

/** Null where the record is of none of them. */
export function dialectOf(record: JsonObject): AuditDialect | null {
  const event = objectAt(record, 'event');
  const process = objectAt(record, 'process');
  const audit = objectAt(record, 'auditd');
  if (audit !== null && !('log' in audit)) {
    const action = textAt(event, 'action');
    const sequence = integerAt(audit, 'sequence') ?? integerAt(event, 'sequence');
    return { audit, process, action, sequence, user: beatsUser(record, audit) };
  }
  if (typeof record['record_type'] !== 'string' || !('sequence' in record)) return null;
  const user = objectAt(record, 'user');
  return {
    audit: record,
    process,
    action: textAt(objectAt(record, 'summary'), 'action'),
    sequence: integerAt(record, 'sequence'),
    user: idsUnder(objectAt(user, 'ids'), objectAt(user, 'names')),
  };
}
