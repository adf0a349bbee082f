/** The check of least privilege over all functions, and the table that shows it. */
import type { AwsCall } from './aws-call.ts';
import type { DeployedFunction } from './deployed-functions.ts';
import { grantedTo } from './granted.ts';
import { permissionsOf, refused, superfluous, type UsedGrant, usesOf } from './least-privilege.ts';
import type { Report } from './report.ts';
import { servicePermissionsOf } from './service-permissions.ts';
import type { Services } from './services.ts';

function tableOf(uses: readonly UsedGrant[]): string[] {
  const rows = uses.map(({ action, resource, usedBy }) => [
    action,
    resource.split(':').slice(5).join(':') || resource,
    usedBy.join(', ') || 'UNUSED',
  ]);
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1), 0];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

/** Checks each function's policies against what it did in the run. */
export async function checkLeastPrivilege(
  report: Report,
  services: Services,
  functions: readonly DeployedFunction[],
  calls: readonly AwsCall[],
): Promise<void> {
  for (const deployed of functions) {
    const { appId, name, arn, roleName } = deployed;
    if (appId === null) {
      report.check(`${name} says in its calls who it is`, ['it has no AWS_SDK_UA_APP_ID']);
      continue;
    }
    const own = calls.filter(({ caller }) => caller === appId);
    const { needed, unknown } = permissionsOf(own);
    const policies = await grantedTo(services, roleName);
    const all = [...needed, ...servicePermissionsOf(deployed)];
    const account = arn.split(':')[4];
    const principal = `arn:aws:sts::${account}:assumed-role/${roleName}/${name}`;
    const uses = usesOf(appId, policies, all);
    report.say(`  ${appId}`);
    for (const line of tableOf(uses)) report.say(`         ${line}`);
    report.check(`${appId} made ${own.length} calls, all of a kind that is known`, [
      ...unknown,
      ...(own.length === 0 ? ['none'] : []),
    ]);
    report.check(`${appId} may do everything that it did`, await refused(principal, all, policies));
    report.check(`${appId} may do nothing else`, superfluous(uses));
  }
}
