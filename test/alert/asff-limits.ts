/**
 * What Security Hub takes, as the API reference ("AwsSecurityFinding" and the types in it) and the User Guide
 * ("Required attributes", "Types taxonomy for ASFF") say it: one sentence for each thing that a finding has wrong.
 */
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';

const MOST_BYTES = 240 * 1024;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const TYPE =
  /^(?:Software and Configuration Checks|TTPs|Effects|Unusual Behaviors|Sensitive Data Identifications)(?:\/[^/]+){0,2}$/;
const FIELD_NAME = /^(?!aws\/)[\w\s./=+\\@-]{1,128}$/;

/** Longest texts, by their path without indexes. */
const LONGEST: Readonly<Record<string, number>> = {
  SchemaVersion: 10,
  Id: 512,
  ProductArn: 2048,
  ProductName: 128,
  CompanyName: 128,
  GeneratorId: 512,
  AwsAccountId: 12,
  Title: 256,
  Description: 1024,
  'Severity.Original': 64,
  'FindingProviderFields.Severity.Original': 64,
  'Remediation.Recommendation.Text': 512,
  'Remediation.Recommendation.Url': 2048,
  'Process.Name': 64,
  'Process.Path': 512,
  'Threats.Name': 128,
  'Threats.Severity': 128,
  'Threats.FilePaths.FilePath': 128,
  'Threats.FilePaths.FileName': 128,
  'Threats.FilePaths.ResourceId': 128,
  'Resources.Type': 256,
  'Resources.Id': 512,
  'Resources.Region': 16,
};
const LONGEST_IN_MAP = { 'Resources.Details.Other': 1024, ProductFields: 2048 } as const;
/** Members of lists, from one on. */
const MOST: Readonly<Record<string, number>> = {
  Types: 50,
  'FindingProviderFields.Types': 50,
  Threats: 32,
  'Threats.FilePaths': 5,
  Resources: 32,
};
const REQUIRED = [
  ...['AwsAccountId', 'CreatedAt', 'Description', 'GeneratorId', 'Id', 'ProductArn', 'Resources'],
  ...['SchemaVersion', 'Severity', 'Title', 'Types', 'UpdatedAt'],
];

function textViolations(text: string, path: string): string[] {
  const map = Object.entries(LONGEST_IN_MAP).find(([name]) => path.startsWith(`${name}.`));
  const longest = LONGEST[path] ?? map?.[1];
  return [
    ...(/\S/.test(text) ? [] : [`${path} is blank`]),
    ...(longest !== undefined && text.length > longest ? [`${path} has ${text.length} characters`] : []),
    ...(text.isWellFormed() ? [] : [`${path} is no Unicode`]),
    ...(/[\p{Cc}\u2028\u2029]/u.test(text) ? [`${path} has a control character`] : []),
    ...(/At$/.test(path) && !ISO.test(text) ? [`${path} is no time: ${text}`] : []),
    ...(/Types$/.test(path) && !TYPE.test(text) ? [`${path} is not in the taxonomy: ${text}`] : []),
  ];
}

function violationsIn(value: unknown, path: string): string[] {
  if (typeof value === 'string') return textViolations(value, path);
  if (typeof value === 'number')
    return Number.isInteger(value) && value >= 0 && value <= 2_147_483_647 ? [] : [`${path} is ${value}`];
  if (Array.isArray(value)) {
    const most = MOST[path];
    const fits = value.length >= 1 && (most === undefined || value.length <= most);
    const each = value.flatMap((item: unknown) => violationsIn(item, path));
    return [...(fits ? [] : [`${path} has ${value.length} members`]), ...each];
  }
  if (typeof value !== 'object' || value === null) return value === null ? [`${path} is null`] : [];
  const names = Object.keys(value);
  const inMap = Object.keys(LONGEST_IN_MAP).includes(path);
  const wrong = inMap ? names.filter((name) => !FIELD_NAME.test(name)) : [];
  return [
    ...(inMap && names.length > 50 ? [`${path} has ${names.length} fields`] : []),
    ...wrong.map((name) => `${path} has a field ${name}`),
    ...Object.entries(value).flatMap(([name, item]) =>
      violationsIn(item, path === '' ? name : `${path}.${name}`),
    ),
  ];
}

/** Empty for a finding that Security Hub takes. */
export function violationsOf(finding: AwsSecurityFinding): string[] {
  const json = JSON.stringify(finding);
  const sent: unknown = JSON.parse(json);
  const ids = (finding.Resources ?? []).map(({ Id }) => Id);
  const missing = REQUIRED.filter((name) => Reflect.get(finding, name) === undefined);
  return [
    ...missing.map((name) => `${name} is missing`),
    ...(new Set(ids).size === ids.length ? [] : ['a resource is there twice']),
    ...(/^[\w.~-]+$/.test(finding.Id ?? '') ? [] : [`Id has other characters than RFC 3986's unreserved`]),
    ...(Buffer.byteLength(json) <= MOST_BYTES ? [] : [`it has ${Buffer.byteLength(json)} bytes`]),
    ...violationsIn(sent, ''),
  ];
}
