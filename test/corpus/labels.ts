/** What a scenario is, for a detector of programs run through the dynamic loader. */
type Verdict =
  /** A payload (a program or an injected library) ran through a loader: an alert is due. */
  | 'execute'
  /** A loader was copied, linked or mounted under another name: an alert of kind "stage" is welcome. */
  | 'stage'
  /** A loader ran, no payload did: no alert. */
  | 'inspect'
  /** Nothing of the sort happened: no alert. */
  | 'benign'
  /** A program names a loader outside the system's directories as its interpreter: an alert is due. */
  | 'foreign-interpreter';

/** How grave an alert is, least grave first. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;

/** One of the grades of an alert. */
export type Severity = (typeof severities)[number];

/** The truth about one scenario of a recording, as labels.json holds it. */
export interface Label {
  /** Name of the scenario; it stands in the markers `/bin/true ldscn-<id>-begin` and `-end`. */
  readonly id: string;
  readonly verdict: Verdict;
  /** The program that ran, spelt as on the loader's command line. */
  readonly payload?: string;
  /** An execution that is prepared by a copy or link which is worth an alert of its own. */
  readonly stages?: boolean;
  /** A text that one of the alerts must hold somewhere: an injected library, a product's name. */
  readonly mentions?: string;
  readonly severity_at_least?: Severity;
  readonly severity_at_most?: Severity;
  /** An alert counts neither way: exec records cannot tell, or opinions may differ. */
  readonly tolerate?: boolean;
  /** The same for alerts of kind "stage" only. */
  readonly tolerate_stage?: boolean;
  /** Why the label is what it is, where that is not plain. */
  readonly note?: string;
}

/** A scenario that a recording lacks, and why. */
export interface Skipped {
  readonly id: string;
  readonly why: string;
}

/** The file labels.json, which stands beside a recorded audit.log. */
export interface Labels {
  /** The login uid under which the scenarios ran. */
  readonly auid: number;
  /** On what the recording was made: distribution, kernel, libc. */
  readonly recorded_on?: Readonly<Record<string, string>>;
  readonly scenarios: readonly Label[];
  readonly skipped?: readonly Skipped[];
}
