/**
 * An incident as a finding of Security Hub (CSPM) in the AWS Security Finding Format, for BatchImportFindings. Valid for
 * any incident: a field that is too long, blank or of another form would cost the whole finding. Limits are those of the
 * API reference, "AwsSecurityFinding"; meanings are of the User Guide, "Required attributes" and "Optional attributes".
 *
 * `Action` is left out: it knows calls of the AWS API, DNS, connections and port scans, and no execution.
 */
import type { AwsSecurityFinding, FindingProviderFields, SeverityLabel } from '@aws-sdk/client-securityhub';
import type { Severity } from '../detection/severity.ts';
import { TECHNIQUES, type Technique } from '../detection/techniques.ts';
import type { Incident } from '../incident/incident.ts';
import { asffDescription } from './asff-description.ts';
import { asffProcess, asffThreat } from './asff-evidence.ts';
import { asffProductFields } from './asff-product-fields.ts';
import { asffResources } from './asff-resources.ts';
import { isoTime, updatedAt } from './asff-time.ts';
import { fitted } from './fitting.ts';
import { insightsLink } from './insights-link.ts';
import { ANALYTIC, attacksOf, REMEDIATION } from './ocsf-catalogue.ts';
import { titleOf } from './ocsf-title.ts';

const LONGEST_TITLE = 256;
const LONGEST_RECOMMENDATION = 512;
/** The reference names no length for it; that of the longest texts that it does name. */
const LONGEST_URL = 2048;

/** The number that Security Hub gives a label by itself (API reference, "Severity"). */
const SEVERITIES: Readonly<Record<Severity, { readonly Label: SeverityLabel; readonly Normalized: number }>> =
  {
    info: { Label: 'INFORMATIONAL', Normalized: 0 },
    low: { Label: 'LOW', Normalized: 1 },
    medium: { Label: 'MEDIUM', Normalized: 40 },
    high: { Label: 'HIGH', Normalized: 70 },
    critical: { Label: 'CRITICAL', Normalized: 90 },
  };

/** Where findings are filed: the account's own product, `arn:aws:securityhub:REGION:ACCOUNT:product/ACCOUNT/default`. */
export interface AsffProduct {
  readonly arn: string;
  readonly partition: string;
  /** Whose credentials import it: Security Hub takes no other account's findings from them. */
  readonly account: string;
}

/** Namespace, category and classifier: of the taxonomy for ASFF, with ATT&CK's own ids as classifiers. */
function typesOf(techniques: readonly Technique[]): string[] {
  const tactics = attacksOf(techniques).map(({ tactic, technique, sub_technique }) => {
    const { uid } = sub_technique ?? technique;
    return tactic.name === undefined ? 'TTPs' : `TTPs/${tactic.name}/${uid}`;
  });
  return [...new Set([...tactics, 'Unusual Behaviors/Process'])];
}

/** ATT&CK's page on what was done, which says how it is mitigated. */
function pageOf({ id }: Technique): string {
  return `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`;
}

/** What ldwatch says, which stays when somebody gives the finding another severity in Security Hub. */
function providerFields({ severity, gravest }: Incident): FindingProviderFields {
  return {
    Severity: { Label: SEVERITIES[severity].Label, Original: severity },
    Types: typesOf(gravest.techniques),
  };
}

/** Where its log is read. */
function sourceUrl({ gravest: { origin, time } }: Incident): string | undefined {
  const url = insightsLink(origin, time);
  return url === null || url.length > LONGEST_URL ? undefined : url;
}

/**
 * The finding of the incident's current generation: the same `Id` for all of them, so that each updates the one before.
 * Equal for equal incidents.
 */
export function asffFinding(incident: Incident, product: AsffProduct): AwsSecurityFinding {
  const { id, gravest, severity, environment, window, first, last } = incident;
  const resources = asffResources(incident, product.partition);
  const [technique = TECHNIQUES.proxyExecution] = gravest.techniques;
  return {
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: product.arn,
    ProductName: 'ldwatch',
    CompanyName: 'ldwatch',
    GeneratorId: ANALYTIC.uid,
    AwsAccountId: product.account,
    // May never change, and `first` does when an earlier execution is found later.
    CreatedAt: isoTime(window.from),
    UpdatedAt: updatedAt(incident),
    FirstObservedAt: isoTime(first),
    LastObservedAt: isoTime(last),
    Title: fitted(titleOf(incident), LONGEST_TITLE),
    Description: asffDescription(incident),
    Types: typesOf(gravest.techniques),
    Severity: { ...SEVERITIES[severity], Original: severity },
    FindingProviderFields: providerFields(incident),
    Remediation: {
      Recommendation: {
        Text: fitted(REMEDIATION[environment], LONGEST_RECOMMENDATION),
        Url: pageOf(technique),
      },
    },
    SourceUrl: sourceUrl(incident),
    Process: asffProcess(incident),
    Threats: [asffThreat(incident, resources[0]?.Id)],
    Resources: resources,
    ProductFields: asffProductFields(incident),
    // Taken when the finding is new; afterwards it belongs to whoever works on it.
    Workflow: { Status: 'NEW' },
    // One that was archived comes back: there is something new.
    RecordState: 'ACTIVE',
  };
}
