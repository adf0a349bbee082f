/** Where telemetry came from, told by the service that delivered it: the one thing that a watched host can't forge. */

/** An AWS account and what in it delivered; `logGroup` and `logStream` are a log's names, or what stands for them. */
export interface Origin {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly logGroup: string;
  readonly logStream: string;
}
