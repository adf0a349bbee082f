/** The scripts that run on a host: what they do, and what a document of SSM needs to know of them. */
import { hostScript } from './host-script.ts';
import {
  BUCKET,
  DEVICE,
  EVENT_SERIAL,
  EVENT_TIME,
  EXECUTABLE_HEX,
  IF_EXECUTED_AGAIN,
  INCIDENT,
  INODE,
  MODE,
  PID,
  PREFIX,
  putUrl,
  START_TICKS,
} from './parameters.ts';

/**
 * Takes the evidence and changes nothing (docs/evidence.md). Without a place to put it the pack stays on the host. Where
 * both are given, the URLs come first and the bucket is tried when they fail. Its result is an {@link EvidenceResult}.
 */
export const COLLECT_EVIDENCE = hostScript({
  name: 'collect-evidence',
  description:
    'Collects what a host knows of programs that run through the dynamic loader: processes, their memory maps, the programs themselves, the loaders, audit records.',
  parameters: {
    Pid: PID,
    EventTime: EVENT_TIME,
    EventSerial: EVENT_SERIAL,
    Incident: INCIDENT,
    PackUrl: putUrl('the pack (tar.gz)'),
    ManifestUrl: putUrl('the manifest (JSON)'),
    Bucket: BUCKET,
    Prefix: PREFIX,
  },
  parts: [
    'environment',
    'processes',
    'evidence-parameters',
    'evidence-work',
    'evidence-survey',
    'evidence-packages',
    'evidence-mapped',
    'evidence-program',
    'evidence-process',
    'evidence-loaders',
    'evidence-host',
    'evidence-pack',
    'evidence-deliver',
    'collect-evidence',
  ],
  timeoutSeconds: 1500,
});

/** Freezes or kills the process of a finding and what descends from it (docs/evidence.md). Its result is a {@link StopResult}. */
export const STOP_PROCESS = hostScript({
  name: 'stop-process',
  description:
    'Stops the process of a finding with its descendants, after checking that it is still the process that the finding is about.',
  parameters: {
    Mode: MODE,
    Pid: PID,
    EventTime: EVENT_TIME,
    ExecutableHex: EXECUTABLE_HEX,
    Device: DEVICE,
    Inode: INODE,
    StartTicks: START_TICKS,
    IfExecutedAgain: IF_EXECUTED_AGAIN,
  },
  parts: ['environment', 'processes', 'stop-parameters', 'stop-checks', 'stop-process'],
  timeoutSeconds: 120,
});
