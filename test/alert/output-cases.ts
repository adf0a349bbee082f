/** Golden cases of outputs: cases/NAME.incident.json is what was found, cases/NAME.OUTPUT.json what it must become. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Incident } from '../../shared/incident/incident.ts';
import { incidentOfCase } from './ocsf-cases.ts';

const FOLDER = new URL('cases/', import.meta.url);

interface OutputCase {
  readonly name: string;
  readonly incident: Incident;
  readonly expected: unknown;
}

/** Every case that has the output. */
export function outputCases(output: 'asff' | 'chat'): OutputCase[] {
  const ending = `.${output}.json`;
  const names = readdirSync(FOLDER).flatMap((file) =>
    file.endsWith(ending) ? [file.slice(0, -ending.length)] : [],
  );
  return names.map((name) => ({
    name,
    incident: incidentOfCase(name),
    expected: JSON.parse(readFileSync(new URL(`${name}${ending}`, FOLDER), 'utf8')),
  }));
}
