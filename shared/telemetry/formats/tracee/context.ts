/** Who did it and when: beside the older JSON's `args`, under v1beta1's `workload`. */
import { containerTold } from '../../container.ts';
import type { Ancestor, Container } from '../../exec-event.ts';
import { type Instant, instantOfNanoseconds, parseInstant } from '../../instant.ts';
import { integerAt, isObject, type JsonObject, listAt, objectAt, textAt } from '../../json-object.ts';
import type { LineRecord } from '../../line-format.ts';
import { wrappedNumber } from './values.ts';

/** Ancestors that are kept: Tracee tells five by default. */
const MOST_ANCESTORS = 16;

/** What both formats tell around an event. Process ids are the host's, not the container's, where both are told. */
export interface TraceeContext {
  /** As it is written, null where there is none that can be read. */
  readonly moment: { readonly written: string; readonly instant: Instant } | null;
  readonly host: string;
  readonly pid: number | null;
  readonly ppid: number | null;
  readonly uid: number | null;
  readonly container: Container | null;
  readonly ancestors: readonly Ancestor[];
}

/** 1973 in nanoseconds: before it a time counts from when the host was started (`relative-time`), and is none. */
const FIRST_MOMENT = 17;

const FIRST_TIMESTAMP = /^\{\s*"timestamp"\s*:\s*(\d{18,19})(?!\d)/;

/** Nanoseconds since 1970 are past 2^53: they are taken from the text, where they round to the parsed number. */
function digitsOf(number: number, text: string): string | null {
  // As a rule it is the first field.
  const first = FIRST_TIMESTAMP.exec(text)?.[1];
  if (first !== undefined && Number(first) === number) return first;
  for (const [, digits = ''] of text.matchAll(/"timestamp"\s*:\s*(\d{18,19})(?!\d)/g))
    if (Number(digits) === number) return digits;
  return null;
}

function momentOf(timestamp: unknown, text: string): TraceeContext['moment'] {
  if (typeof timestamp === 'number') {
    const written = digitsOf(timestamp, text);
    const instant = written === null ? null : instantOfNanoseconds(written);
    return written === null || instant === null ? null : { written, instant };
  }
  if (isObject(timestamp)) {
    const seconds = wrappedNumber(timestamp['seconds']);
    const nanos = wrappedNumber(timestamp['nanos'] ?? 0);
    if (seconds === null || seconds < 0 || nanos === null || nanos < 0 || nanos > 999_999_999) return null;
    const fraction = String(nanos).padStart(9, '0');
    const instant = instantOfNanoseconds(`${seconds}${fraction}`);
    return instant === null ? null : { written: `${seconds}.${fraction}`, instant };
  }
  if (typeof timestamp !== 'string') return null;
  const instant = /^\d+$/.test(timestamp)
    ? timestamp.length > FIRST_MOMENT
      ? instantOfNanoseconds(timestamp)
      : null
    : parseInstant(timestamp);
  return instant === null ? null : { written: timestamp, instant };
}

/** `hostProcessId`, which the first versions wrote as `hostProcessID`. */
function olderNumber(event: JsonObject, name: string): number | null {
  return integerAt(event, name) ?? integerAt(event, name.replace(/Id$/, 'ID'));
}

/** The older JSON's; `container` and `kubernetes` replaced fields beside the others in 0.16. */
export function olderContext({ text }: LineRecord, event: JsonObject): TraceeContext {
  const container = objectAt(event, 'container');
  const kubernetes = objectAt(event, 'kubernetes');
  return {
    moment: momentOf(event['timestamp'], text),
    host: textAt(event, 'hostName') ?? '',
    pid: olderNumber(event, 'hostProcessId') ?? olderNumber(event, 'processId'),
    ppid: olderNumber(event, 'hostParentProcessId') ?? olderNumber(event, 'parentProcessId'),
    uid: olderNumber(event, 'userId'),
    container: containerTold({
      id: textAt(container, 'id') ?? textAt(event, 'containerId'),
      name: textAt(container, 'name') ?? textAt(event, 'containerName'),
      image: textAt(container, 'image') ?? textAt(event, 'containerImage'),
      pod: textAt(kubernetes, 'podName') ?? textAt(event, 'podName'),
      namespace: textAt(kubernetes, 'podNamespace') ?? textAt(event, 'podNamespace'),
    }),
    ancestors: [],
  };
}

/** Names in the API's own JSON are as in its .proto file, in that of other clients in camel case. */
function either(object: JsonObject | null, name: string, camelCase: string): unknown {
  return object?.[name] ?? object?.[camelCase];
}

function pidOf(process: JsonObject | null): number | null {
  return wrappedNumber(either(process, 'host_pid', 'hostPid')) ?? wrappedNumber(process?.['pid']);
}

function ancestorsOf(process: JsonObject | null): Ancestor[] {
  return listAt(process, 'ancestors')
    .filter(isObject)
    .slice(0, MOST_ANCESTORS)
    .map((ancestor) => ({
      pid: pidOf(ancestor),
      exe: textAt(objectAt(ancestor, 'executable'), 'path'),
      commandLine: null,
    }));
}

/** v1beta1's (tracee, api/v1beta1/event.proto). */
export function workloadContext({ text }: LineRecord, event: JsonObject): TraceeContext {
  const workload = objectAt(event, 'workload');
  const process = objectAt(workload, 'process');
  const container = objectAt(workload, 'container');
  const kubernetes = objectAt(workload, 'k8s');
  const user: unknown = either(process, 'real_user', 'realUser');
  const ancestors = ancestorsOf(process);
  return {
    moment: momentOf(event['timestamp'], text),
    host: '',
    pid: pidOf(process),
    ppid: ancestors[0]?.pid ?? null,
    uid: isObject(user) ? wrappedNumber(user['id']) : null,
    container: containerTold({
      id: textAt(container, 'id'),
      name: textAt(container, 'name'),
      image: textAt(objectAt(container, 'image'), 'name'),
      pod: textAt(objectAt(kubernetes, 'pod'), 'name'),
      namespace: textAt(objectAt(kubernetes, 'namespace'), 'name'),
    }),
    ancestors,
  };
}
