/**
 * The parts of OCSF's Detection Finding (class 2004) that ldwatch fills; https://schema.ocsf.io/1.5.0/classes/detection_finding
 * says what each field means. Times are milliseconds since 1970 UTC; what is undefined is left out of the JSON.
 */
import type { Environment, Incident, News } from '../incident/incident.ts';

/** A file; `type_id` 1 is a regular file, 0 is not known. */
export interface OcsfFile {
  readonly name: string;
  readonly path: string;
  readonly type_id: 0 | 1;
}

/** A user of a host. */
export interface OcsfUser {
  readonly uid?: string | undefined;
  readonly name?: string | undefined;
}

/** A process; `auid` and `euid` are of the profile linux/linux_users. */
export interface OcsfProcess {
  readonly uid?: string | undefined;
  readonly pid?: number | undefined;
  readonly name?: string | undefined;
  readonly cmd_line?: string | undefined;
  readonly file?: OcsfFile | undefined;
  readonly working_directory?: string | undefined;
  readonly user?: OcsfUser | undefined;
  readonly auid?: number | undefined;
  readonly euid?: number | undefined;
  readonly parent_process?: { readonly pid: number } | undefined;
}

/** Who did it: as in Process Activity (class 1007) the process that started the other. */
export interface OcsfActor {
  readonly process?: { readonly pid: number } | undefined;
  readonly user?: OcsfUser | undefined;
  readonly session?:
    | { readonly uid?: string | undefined; readonly terminal?: string | undefined }
    | undefined;
}

/** One thing that the finding rests on. */
export interface OcsfEvidence {
  readonly name: string;
  readonly uid?: string | undefined;
  readonly process?: OcsfProcess | undefined;
  readonly actor?: OcsfActor | undefined;
  readonly file?: OcsfFile | undefined;
}

/** A value to search by, and where in the document it stands. */
export interface OcsfObservable {
  readonly name: string;
  readonly type: string;
  readonly type_id: number;
  readonly value: string;
}

/** A host. */
export interface OcsfDevice {
  readonly uid: string;
  readonly name: string;
  readonly hostname?: string | undefined;
  readonly instance_uid?: string | undefined;
  readonly region: string;
  readonly type: string;
  readonly type_id: number;
  readonly os: { readonly name: string; readonly type: string; readonly type_id: number };
}

/** A host as a resource of the account, and what of the incident happened there. */
export interface OcsfResource {
  readonly uid: string;
  readonly name: string;
  readonly hostname?: string | undefined;
  readonly type?: string | undefined;
  readonly region: string;
  readonly data: { readonly count: number; readonly first: number; readonly last: number };
}

interface Named {
  readonly uid: string;
  readonly name?: string | undefined;
}

/** One technique of MITRE ATT&CK, of the version that names it so. */
export interface OcsfAttack {
  readonly version: string;
  readonly tactic: Named;
  readonly technique: Named;
  readonly sub_technique?: Named | undefined;
}

/** How the catalogue that the rule comes from describes the behaviour. */
export interface CataloguedMapping {
  readonly category: string;
  readonly method: string;
  readonly importance: string;
  readonly technique: string;
  readonly note: string;
}

/** What OCSF has no field for. */
export interface LdwatchUnmapped {
  readonly generation: number;
  readonly news: readonly News[];
  readonly fingerprint: string;
  readonly environment: Environment;
  readonly catalogued: CataloguedMapping;
  /** Texts and lists were cut so that the message fits; counts are the true ones. */
  readonly shortened: boolean;
  /** In valid Unicode: what was no UTF-8 is shown as `\x80`. */
  readonly incident: Incident;
  /** Its texts that weren't, by JSON pointer within `incident` (RFC 6901): JSON, the bytes as `\udc80` (byte-string.ts). */
  readonly not_utf8: Readonly<Record<string, string>>;
}

/** A Detection Finding. */
export interface OcsfDetectionFinding {
  readonly category_uid: 2;
  readonly category_name: string;
  readonly class_uid: 2004;
  readonly class_name: string;
  readonly activity_id: 1 | 2;
  readonly activity_name: string;
  readonly type_uid: 200401 | 200402;
  readonly type_name: string;
  readonly severity_id: number;
  readonly severity: string;
  readonly status_id: 1 | 2 | 3;
  readonly status: string;
  /** What was decided last, and by whom. */
  readonly comment?: string | undefined;
  readonly is_alert: boolean;
  readonly message: string;
  readonly time: number;
  readonly start_time: number;
  readonly end_time: number;
  readonly count: number;
  readonly metadata: {
    readonly version: string;
    readonly uid: string;
    readonly correlation_uid: string;
    readonly sequence: number;
    readonly log_name: string;
    readonly product: { readonly name: string; readonly vendor_name: string; readonly version: string };
    readonly profiles: readonly string[];
    readonly extensions: readonly { readonly name: string; readonly uid: string; readonly version: string }[];
  };
  readonly finding_info: {
    readonly uid: string;
    readonly title: string;
    readonly desc: string;
    readonly types: readonly string[];
    readonly first_seen_time: number;
    readonly last_seen_time: number;
    readonly analytic: {
      readonly name: string;
      readonly uid: string;
      readonly type: string;
      readonly type_id: number;
      readonly category: string;
      readonly desc: string;
    };
    readonly attacks: readonly OcsfAttack[];
    readonly related_events: readonly { readonly uid: string }[];
  };
  readonly cloud: {
    readonly provider: string;
    readonly region: string;
    readonly account: {
      readonly uid: string;
      readonly name: string;
      readonly type: string;
      readonly type_id: number;
    };
  };
  readonly device: OcsfDevice;
  readonly resources: readonly OcsfResource[];
  readonly evidences: readonly OcsfEvidence[];
  readonly observables: readonly OcsfObservable[];
  readonly remediation: { readonly desc: string };
  readonly unmapped: { readonly ldwatch: LdwatchUnmapped };
}
