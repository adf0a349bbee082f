/**
 * An incident as an OCSF Detection Finding: the form that every subscriber of the topic gets, whatever shows it then.
 *
 * The schema's version is 1.5.0: the one that py-ocsf-models implements. What is written here is valid in 1.6 too, which
 * Security Hub takes (AWS: "Security Hub and OCSF"), and up to 1.8: test/alert/ocsf_check.py. Security Lake names 1.1
 * for custom sources; whoever writes there leaves out what came later: `is_alert`, a process's `working_directory`,
 * `name` and `uid` of evidence, `hostname` of resources.
 */
import manifest from '../../package.json' with { type: 'json' };
import type { Severity } from '../detection/severity.ts';
import type { Incident } from '../incident/incident.ts';
import { insightsLink } from './insights-link.ts';
import { ANALYTIC, attacksOf, CATALOGUED, REMEDIATION } from './ocsf-catalogue.ts';
import { descriptionOf } from './ocsf-description.ts';
import { evidencesOf } from './ocsf-evidence.ts';
import { cloudOf, deviceOf, resourcesOf } from './ocsf-hosts.ts';
import { observablesOf } from './ocsf-observables.ts';
import type { OcsfDetectionFinding } from './ocsf-shape.ts';
import { statusOf } from './ocsf-status.ts';
import { messageOf, titleOf } from './ocsf-title.ts';
import { inUnicode } from './ocsf-unicode.ts';

export type { OcsfDetectionFinding } from './ocsf-shape.ts';

const OCSF_VERSION = '1.5.0';

/** Of what was shortened already, as many texts as they were before. */
const MOST_BEFORE = 8;

const SEVERITIES: Readonly<Record<Severity, Pick<OcsfDetectionFinding, 'severity' | 'severity_id'>>> = {
  info: { severity_id: 1, severity: 'Informational' },
  low: { severity_id: 2, severity: 'Low' },
  medium: { severity_id: 3, severity: 'Medium' },
  high: { severity_id: 4, severity: 'High' },
  critical: { severity_id: 5, severity: 'Critical' },
};

const CREATE = {
  activity_id: 1,
  activity_name: 'Create',
  type_uid: 200401,
  type_name: 'Detection Finding: Create',
} as const;
const UPDATE = {
  activity_id: 2,
  activity_name: 'Update',
  type_uid: 200402,
  type_name: 'Detection Finding: Update',
} as const;

function metadataOf({ id, generation, fingerprint, gravest }: Incident): OcsfDetectionFinding['metadata'] {
  return {
    version: OCSF_VERSION,
    // The same whenever this generation is told again: by it a receiver drops what it has.
    uid: `${id}-${generation}`,
    correlation_uid: fingerprint,
    sequence: generation,
    log_name: gravest.origin.logGroup,
    product: { name: 'ldwatch', vendor_name: 'ldwatch', version: manifest.version },
    profiles: ['cloud', 'host', 'linux/linux_users'],
    extensions: [{ name: 'linux', uid: '1', version: OCSF_VERSION }],
  };
}

/**
 * The finding of the incident's current generation. Equal for equal incidents: no clock and no chance is in it. Every
 * text is valid Unicode.
 *
 * @param shortened - the incident's texts and lists were cut
 */
export function ocsfDetectionFinding(incident: Incident, shortened = false): OcsfDetectionFinding {
  const { gravest, generation, fingerprint, environment, first, last } = incident;
  const device = deviceOf(gravest.origin, gravest.hostName);
  const resources = resourcesOf(incident);
  const evidences = evidencesOf(gravest);
  const { value, before } = inUnicode(incident);
  const finding: OcsfDetectionFinding = {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    ...(generation <= 1 ? CREATE : UPDATE),
    ...SEVERITIES[incident.severity],
    ...statusOf(incident),
    is_alert: true,
    message: messageOf(incident),
    time: last,
    start_time: first,
    end_time: last,
    count: incident.count,
    metadata: metadataOf(incident),
    finding_info: {
      uid: incident.id,
      title: titleOf(incident),
      desc: descriptionOf(incident),
      src_url: insightsLink(gravest.origin, gravest.time) ?? undefined,
      types: [gravest.kind],
      first_seen_time: first,
      last_seen_time: last,
      analytic: ANALYTIC,
      attacks: attacksOf(gravest.techniques),
      related_events: gravest.relatedEventIds.map((uid) => ({ uid })),
    },
    cloud: cloudOf(gravest.origin),
    device,
    resources,
    evidences,
    observables: observablesOf({ device, resources, evidences }),
    remediation: { desc: REMEDIATION[environment] },
    unmapped: {
      ldwatch: {
        generation,
        news: value.news,
        fingerprint,
        environment,
        catalogued: CATALOGUED,
        shortened,
        incident: value,
        not_utf8: shortened ? Object.fromEntries(Object.entries(before).slice(0, MOST_BEFORE)) : before,
      },
    },
  };
  return inUnicode(finding).value;
}
