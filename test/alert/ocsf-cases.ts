/** Golden cases: cases/NAME.incident.json is what was found, cases/NAME.ocsf.json the finding that it must become. */
import { readdirSync, readFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import type { Incident } from '../../shared/incident/incident.ts';

const FOLDER = new URL('cases/', import.meta.url);

interface OcsfCase {
  readonly name: string;
  readonly incident: Incident;
  readonly ocsf: unknown;
}

function textOf(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}

/** One incident of the folder. */
export function incidentOfCase(name: string): Incident {
  return JSON.parse(textOf(`${name}.incident.json`)) as Incident;
}

/** Reads all cases of the folder. */
export function ocsfCases(): OcsfCase[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.incident.json'));
  return files.map((file) => {
    const name = file.slice(0, -'.incident.json'.length);
    // A release changes its own number and nothing else.
    const expected = textOf(`${name}.ocsf.json`).replace('LDWATCH_VERSION', manifest.version);
    return { name, incident: incidentOfCase(name), ocsf: JSON.parse(expected) };
  });
}
