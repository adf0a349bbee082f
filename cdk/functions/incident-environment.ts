/** What a function is told that records incidents. */
import type { Config } from '../config.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';

/** Variables of its environment; a log group that ENVIRONMENTS does not name is production. */
export function incidentEnvironment(config: Config, table: IncidentTable): Record<string, string> {
  const others = config.logGroups.filter(({ environment }) => environment !== 'production');
  return {
    TABLE_NAME: table.tableName,
    ENVIRONMENTS: JSON.stringify(
      Object.fromEntries(others.map(({ name, environment }) => [name, environment])),
    ),
    INCIDENT_WINDOW_HOURS: String(config.incidentWindowHours),
    INCIDENT_RETENTION_DAYS: String(config.incidentRetentionDays),
  };
}
