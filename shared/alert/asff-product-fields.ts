/** What ASFF has no field for, as name and text: to filter and group by in Security Hub. */
import type { Incident } from '../incident/incident.ts';
import { shownIn } from './fitting.ts';
import { CATALOGUED } from './ocsf-catalogue.ts';
import { commandOf } from './ocsf-evidence.ts';

/** API reference: 50 fields, names of 128 and texts of 2,048 characters, none blank. `aws/` is for AWS alone. */
const PREFIX = 'ldwatch/';
const LONGEST = 1024;

function namesOf(incident: Incident): Record<string, string | null> {
  const { gravest, news, generation, count, hostCount } = incident;
  const { containment, decisions } = incident.response;
  const { program, loader, process, origin, reasons, techniques, injected } = gravest;
  return {
    Generation: String(generation),
    News: news.map(({ what }) => what).join(' '),
    Kind: gravest.kind,
    Environment: incident.environment,
    Fingerprint: incident.fingerprint,
    Executions: String(count),
    ExecutionsIsAtLeast: String(incident.countIsAtLeast),
    Hosts: String(hostCount),
    HostsIsAtLeast: String(incident.hostCountIsAtLeast),
    Containment: containment.state === 'none' ? null : containment.state,
    Decisions: decisions.map(({ kind }) => kind).join(' '),
    Program: program === null ? null : (program.path ?? program.given),
    Loader: loader.path,
    Injected: injected.map(({ path, given }) => path ?? given).join(' '),
    CommandLine: commandOf(process),
    WorkingDirectory: process.cwd,
    UserId: gravest.user.uid?.toString() ?? null,
    LoginUserId: gravest.user.auid?.toString() ?? null,
    Account: origin.account,
    LogGroup: origin.logGroup,
    LogStream: origin.logStream,
    SourceEventId: gravest.sourceEventId,
    Reasons: reasons.map(({ id }) => id).join(' '),
    Techniques: techniques.map(({ id }) => id).join(' '),
    // The mapping of the catalogue that the rule comes from, beside the corrected one.
    CataloguedTechnique: CATALOGUED.technique,
    CataloguedImportance: CATALOGUED.importance,
  };
}

/** Only what is known: no text is blank. */
export function asffProductFields(incident: Incident): Record<string, string> {
  const fields = Object.entries(namesOf(incident)).flatMap(([name, value]) => {
    const shown = shownIn(LONGEST, value);
    return shown === undefined ? [] : [[`${PREFIX}${name}`, shown] as const];
  });
  return Object.fromEntries(fields);
}
