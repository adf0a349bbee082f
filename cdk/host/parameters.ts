/** Parameters of the scripts, each with what it may look like. The scripts check all of it again. */
import type { HostParameter } from './host-script.ts';

function required(description: string, allowedPattern: string): HostParameter {
  return { type: 'String', description, allowedPattern };
}

function optional(description: string, pattern: string): HostParameter {
  return { type: 'String', description, allowedPattern: `^(${pattern})?$`, default: '' };
}

/** The process of the finding. 4194304 is the largest that the kernel allows (PID_MAX_LIMIT, include/linux/threads.h). */
export const PID = required('Process id of the finding, as the host counts them.', '^[1-9][0-9]{0,6}$');

/** When the record says that it was. */
export const EVENT_TIME = required(
  'Time of the finding in seconds since 1970 UTC, as in msg=audit(1795402170.477:191203): 1795402170.477',
  '^[0-9]{9,11}([.][0-9]{1,9})?$',
);

/** Which record. */
export const EVENT_SERIAL = optional(
  'Serial number of the audit event, the part after the colon.',
  '[0-9]{1,20}',
);

/** Which incident. */
export const INCIDENT = optional(
  'Id of the incident: written into the manifest.',
  '[A-Za-z0-9][A-Za-z0-9._-]{0,127}',
);

/** A URL that an object may be put to. Session tokens make it long. */
export function putUrl(what: string): HostParameter {
  return optional(
    `Presigned URL (PUT) for ${what}: needs curl on the host, and no rights of the instance.`,
    'https://[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?/[A-Za-z0-9._~%/?&=+:@,-]{1,3800}',
  );
}

/** Where the AWS CLI puts objects. */
export const BUCKET = optional(
  'Bucket for the evidence, where the host has the AWS CLI and its instance profile may put objects there.',
  '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]',
);

/** The first part of the objects' keys. */
export const PREFIX = optional(
  'First part of the keys in the bucket: the pack becomes PREFIX.tar.gz, the manifest PREFIX.json.',
  '[A-Za-z0-9][A-Za-z0-9._/=-]{0,700}',
);

/** How to stop. */
export const MODE = required(
  'check only says what would be stopped; freeze sends SIGSTOP, kill then SIGKILL.',
  '^(check|freeze|kill)$',
);

/** The executed file by name, spelt so that no byte of it can do harm. */
export const EXECUTABLE_HEX = optional(
  "Path of the executed file as the kernel said (exe= of the record, without ' (deleted)'): its bytes in hexadecimal.",
  '([0-9a-f]{2}){1,4096}',
);

/** The executed file's device. */
export const DEVICE = optional(
  'Device of the executed file as in the PATH record: two hexadecimal numbers and a colon, fe:00.',
  '[0-9a-f]{1,8}:[0-9a-f]{1,8}',
);

/** The executed file's inode. */
export const INODE = optional('Inode number of the executed file as in the PATH record.', '[0-9]{1,20}');

/** The start of the process, where a source tells it. */
export const START_TICKS = optional(
  'Start of the process in clock ticks since boot (field 22 of /proc/PID/stat), where a source tells it.',
  '[0-9]{1,20}',
);

/** Whether a process that has executed something else since is stopped too. */
export const IF_EXECUTED_AGAIN = {
  ...required(
    'What to do where the process of the finding has executed another program since: refuse or stop.',
    '^(refuse|stop)$',
  ),
  default: 'refuse',
} satisfies HostParameter;
