/** The last line that each script prints: one line of JSON, printable ASCII. */

/** Of collect-evidence. It exits with 0 where the pack is where it should be (`kept` counts, where nothing else was asked for), 1 otherwise, 2 where a parameter is wrong. */
export type EvidenceResult =
  | {
      readonly script: 'collect-evidence';
      readonly outcome: 'delivered' | 'kept';
      /** `url`, `bucket`, or the path of the pack's directory on the host. */
      readonly to: string;
      /** SHA-256 of the pack in hexadecimal: this line is kept by SSM, out of the host's reach. */
      readonly packSha256: string;
      readonly packBytes: number;
      readonly manifestSha256: string;
      /** SHA-256 of the programs that loaders run on the host, the finding's first; at most 8. */
      readonly programs: readonly string[];
      /** Processes that run through a loader. */
      readonly loaderProcesses: number;
      /** How many things could not be had; the manifest says which and why. */
      readonly missing: number;
      /** Why it is not where it should be; empty where it is. */
      readonly problem: string;
    }
  | {
      readonly script: 'collect-evidence';
      readonly outcome: 'failed' | 'refused';
      readonly problem: string;
    };

/** Why nothing was stopped. */
export type StopRefusal =
  /** A parameter is wrong or missing. */
  | 'bad-parameter'
  /** The script does not run as root. */
  | 'not-root'
  /** There is no such process any more, or only its exit status waits to be read. */
  | 'gone'
  /** The process of this id began after the finding: another one. */
  | 'pid-reused'
  /** The finding lies in the future of the host's clock. */
  | 'clock-differs'
  /** The start in ticks is not the one that was given. */
  | 'start-differs'
  /** It is the process, but it has executed another program since. */
  | 'executed-again'
  /** Process 1, a thread of the kernel, this script or what it runs under, a service that the host is reached by. */
  | 'protected'
  /** Neither path nor inode of the executed file was given. */
  | 'executable-unknown';

/** Of stop-process. It exits with 0 for `stopped` and `checked`, 3 for `refused`, 1 for `incomplete`. */
export type StopResult =
  | {
      readonly script: 'stop-process';
      readonly outcome: 'refused';
      readonly reason: StopRefusal;
      /** A sentence. */
      readonly problem: string;
    }
  | {
      readonly script: 'stop-process';
      /** `incomplete`: something went on running, or went on forking longer than the script's limits. */
      readonly outcome: 'checked' | 'stopped' | 'incomplete';
      readonly mode: 'check' | 'freeze' | 'kill';
      readonly pid: number;
      /** Clock ticks since boot. */
      readonly startTicks: string;
      /** How many processes were found in the tree, were frozen, and are dead. */
      readonly found: number;
      readonly frozen: number;
      readonly killed: number;
      /** Process ids of the tree, at most 64. */
      readonly pids: readonly number[];
      /** Process ids of those that are still running, at most 16. */
      readonly running: readonly number[];
      readonly problem: string;
    };
