/** What a function is told that records incidents. */
import type { EnvironmentNaming } from '../../shared/response/environment/naming.ts';
import type { Config } from '../config.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';

/** What environments are called, for ENVIRONMENTS: a log group that it does not name says nothing. */
export function environmentNaming({ environments, logGroups }: Config): EnvironmentNaming {
  const written = logGroups.flatMap(({ name, environment }) =>
    environment === null ? [] : [[name, environment] as const],
  );
  return { ...environments, logGroups: Object.fromEntries(written) };
}

/** Variables of its environment. */
export function incidentEnvironment(config: Config, table: IncidentTable): Record<string, string> {
  return {
    TABLE_NAME: table.tableName,
    ENVIRONMENTS: JSON.stringify(environmentNaming(config)),
    INCIDENT_WINDOW_HOURS: String(config.incidentWindowHours),
    INCIDENT_RETENTION_DAYS: String(config.incidentRetentionDays),
  };
}
