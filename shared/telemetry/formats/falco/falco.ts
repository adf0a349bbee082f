/**
 * Falco: a line for each hit of a rule, with the fields that the rule puts out (docs/formats/falco-rules.yaml puts out
 * all that is of use). Only the alert of an execve or execveat that succeeded tells an execution; any other tells of a
 * process at a later moment, whose execution has a record of its own where a rule asks for it.
 */
import { type ExecEvent, type ExecutedImage, execEventId } from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { integerOf, isObject, type JsonObject, objectAt, textOf } from '../../json-object.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { argumentsOf } from './arguments.ts';
import { fieldOf, momentOf, wordOf } from './fields.ts';
import { backgroundOf, userOf } from './surroundings.ts';

/** `json_output: false`, behind syslog's head too: a sentence of a rule's making, in which nothing has a certain place. */
const SENTENCE =
  /^(?:.{0,120}? falco(?:\[\d{1,10}\])?: )?(?:\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d\.\d{9}(?:[+-]\d{4})?: (?:Emergency|Alert|Critical|Error|Warning|Notice|Info(?:rmational)?|Debug) /;

function isAlert(object: JsonObject): boolean {
  if (typeof object['rule'] !== 'string' || typeof object['priority'] !== 'string') return false;
  return isObject(object['output_fields']) || typeof object['output'] === 'string';
}

/** Did the kernel run the file? `evt.dir` ">" is the call's entry, where everything still describes the caller. */
function isExecution(alert: JsonObject, fields: JsonObject): boolean {
  const source = textOf(alert['source']);
  if (source !== null && source !== 'syscall') return false;
  const call = wordOf(fields['evt.type']) ?? wordOf(fields['syscall.type']);
  if (call !== 'execve' && call !== 'execveat') return false;
  const result = integerOf(fields['evt.rawres']);
  const answer = wordOf(fields['evt.res']);
  const failed = fields['evt.failed'] === true || fields['evt.failed'] === 'true';
  return (
    wordOf(fields['evt.dir']) !== '>' &&
    !failed &&
    (answer === null || answer === 'SUCCESS') &&
    (result ?? 0) >= 0
  );
}

/** The kernel's path, which Falco writes without the slash for a file in memory: `memfd:runc`. */
function imageOf(fields: JsonObject): ExecutedImage | null {
  const path = wordOf(fields['proc.exepath']);
  if (path === null) return null;
  const image = executedImage(path.startsWith('memfd:') ? `/${path}` : path);
  const flag = fields['proc.is_exe_from_memfd'];
  const fromMemory =
    flag === true || flag === 'true' || fieldOf(fields['evt.arg.flags'])?.includes('EXE_FROM_MEMFD');
  return fromMemory === true ? { ...image, deleted: false, memfd: true } : image;
}

/** With a slash at its end; a relative one is Falco's guess. */
function directoryOf(fields: JsonObject): string | null {
  const cwd = wordOf(fields['proc.cwd']);
  if (cwd === null || !cwd.startsWith('/')) return null;
  return cwd.length > 1 && cwd.endsWith('/') ? cwd.slice(0, -1) : cwd;
}

function execution(alert: JsonObject, fields: JsonObject, record: LineRecord): ExecEvent | null {
  const moment = momentOf(alert, fields, record.text);
  const exe = imageOf(fields);
  const told = argumentsOf(fields);
  if (moment === null || (exe === null && told.argv.length === 0)) return null;
  const host = textOf(alert['hostname']) ?? '';
  // Of one host no two calls return in the same nanosecond, and every rule that is hit by one gives the same.
  const sourceEventId = `${moment.time}${String(moment.nanoseconds).padStart(6, '0')}`;
  return {
    type: 'exec',
    id: execEventId(host, sourceEventId),
    sourceEventId,
    format: 'falco',
    time: moment.time,
    sequence: moment.nanoseconds,
    host,
    pid: integerOf(fields['proc.pid']),
    ppid: integerOf(fields['proc.ppid']),
    exe,
    argv: told.argv,
    argvFidelity: told.argvFidelity,
    cwd: directoryOf(fields),
    user: userOf(fields),
    files: [],
    fileCount: null,
    missing: [],
    background: backgroundOf(fields),
    pointer: record.pointer,
  };
}

function read(record: LineRecord): Reading | null {
  const { object: alert, text } = record;
  if (alert === null) return SENTENCE.test(text) ? { kind: 'no-execution' } : null;
  if (!isAlert(alert)) return null;
  const fields = objectAt(alert, 'output_fields');
  if (fields === null || !isExecution(alert, fields)) return { kind: 'no-execution' };
  const event = execution(alert, fields, record);
  return event === null ? { kind: 'unreadable' } : { kind: 'events', events: [event] };
}

/** Falco's alerts as JSON. */
export const falco: LineFormat = { name: 'falco', read };
