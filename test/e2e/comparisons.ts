/** What was told and stored beside what should have been; each difference is a sentence. */

import { ACCOUNT } from './account.ts';
import type { Alert } from './alert.ts';
import type { ExpectedBehaviour } from './expected.ts';
import { LOG_GROUPS } from './hosts.ts';
import type { StoredIncident } from './incident-table.ts';

/** By fingerprint. */
export type Expected = ReadonlyMap<string, ExpectedBehaviour>;

/** Every behaviour was told, and nothing else. */
export function wronglyTold(alerts: readonly Alert[], expected: Expected): string[] {
  const told = new Map(alerts.map((alert) => [alert.fingerprint, alert]));
  const missed = [...expected].filter(([fingerprint]) => !told.has(fingerprint));
  const invented = [...told.values()].filter(({ fingerprint }) => !expected.has(fingerprint));
  return [
    ...missed.map(([, { words }]) => `not told: ${words}`),
    ...invented.map(
      ({ incident, words }) => `told, and the detector does not say so: ${words} (${incident})`,
    ),
  ];
}

/** No generation of an incident was told twice. */
export function toldTwice(alerts: readonly Alert[]): string[] {
  const seen = new Set<string>();
  return alerts.flatMap(({ incident, generation }) => {
    const told = `generation ${generation} of ${incident}`;
    if (seen.has(told)) return [`${told} came twice`];
    seen.add(told);
    return [];
  });
}

/** The latest generation of every incident was told. */
export function neverTold(alerts: readonly Alert[], stored: readonly StoredIncident[]): string[] {
  return stored.flatMap(({ id, generation }) =>
    alerts.some((alert) => alert.incident === id && alert.generation === generation)
      ? []
      : [`generation ${generation} of ${id} did not come`],
  );
}

/** The attributes by which subscribers filter. */
export function wrongAttributes(alerts: readonly Alert[]): string[] {
  return alerts.flatMap(({ incident, generation, logGroup, attributes }) => {
    const { severity, kind, environment, account } = attributes;
    const wrong = [
      ...Object.entries({ severity, kind }).flatMap(([name, value]) => (value ? [] : [name])),
      ...(LOG_GROUPS.some((one) => one.name === logGroup && one.environment === environment)
        ? []
        : ['environment']),
      ...(account === ACCOUNT ? [] : ['account']),
      ...(attributes['incident'] === incident ? [] : ['incident']),
      ...(attributes['generation'] === `${generation}` ? [] : ['generation']),
    ];
    return wrong.length === 0 ? [] : [`${incident}: ${wrong.join(', ')} in ${JSON.stringify(attributes)}`];
  });
}

/** Every execution was counted once, and every host. */
export function wrongCounts(stored: readonly StoredIncident[], expected: Expected): string[] {
  return [...expected].flatMap(([fingerprint, { words, count, hosts }]) => {
    // The recording may lie across the end of a window.
    const parts = stored.filter((incident) => incident.fingerprint === fingerprint);
    const counted = parts.reduce((sum, incident) => sum + incident.count, 0);
    const most = Math.max(0, ...parts.map(({ hostCount }) => hostCount));
    return counted === count && most === hosts.length
      ? []
      : [`${counted} on ${most} hosts instead of ${count} on ${hosts.length}: ${words}`];
  });
}

/** An incident is as grave as its gravest execution. */
export function wrongSeverity(stored: readonly StoredIncident[], expected: Expected): string[] {
  return stored.flatMap(({ fingerprint, severity }) => {
    const due = expected.get(fingerprint);
    return due === undefined || due.severity === severity
      ? []
      : [`${severity} instead of ${due.severity}: ${due.words}`];
  });
}

/** Nothing of an incident is other than before. */
export function changed(before: readonly StoredIncident[], after: readonly StoredIncident[]): string[] {
  const byId = (incidents: readonly StoredIncident[]) =>
    new Map(
      incidents.map(({ id, count, hostCount, generation, severity, untold }) => [
        id,
        `${count} on ${hostCount} hosts, ${severity}, generation ${generation}${untold ? ', untold' : ''}`,
      ]),
    );
  const [old, now] = [byId(before), byId(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) =>
    old.get(id) === now.get(id)
      ? []
      : [`${id}: ${old.get(id) ?? 'nothing'} became ${now.get(id) ?? 'nothing'}`],
  );
}
