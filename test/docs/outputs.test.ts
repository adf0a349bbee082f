import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OUTPUTS } from '../../cdk/config/outputs.ts';
import { parseConfig } from '../../cdk/config.ts';
import { ocsfDetectionFinding } from '../../shared/alert/ocsf.ts';
import { incidentOfCase } from '../alert/ocsf-cases.ts';

const page = readFileSync(new URL('../../docs/outputs.md', import.meta.url), 'utf8');
/** Indented blocks that are JSON. */
const [configuration, rule] = [...page.matchAll(/(?:^ {4}.*\n)+/gm)].map(([block]): unknown =>
  JSON.parse(block),
);

/** Does an event match a pattern of plain values? (EventBridge: "Event patterns".) */
function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(value);
  if (typeof pattern !== 'object' || pattern === null || typeof value !== 'object' || value === null)
    return false;
  return Object.entries(pattern).every(([name, part]) => matches(part, Reflect.get(value, name)));
}

describe('docs/outputs.md', () => {
  it('has a configuration that is taken, with every output', () => {
    const config = parseConfig(configuration);
    for (const name of Object.keys(OUTPUTS)) expect(Reflect.get(config, name)).not.toBeNull();
  });

  it.each([
    ['execute', true],
    ['execute-through-a-shell-in-ci', false],
  ])('has a rule that an event of %s matches: %s', (name, expected) => {
    const detail: unknown = JSON.parse(JSON.stringify(ocsfDetectionFinding(incidentOfCase(name))));
    expect(matches(rule, { source: 'ldwatch', 'detail-type': 'ldwatch Incident', detail })).toBe(expected);
  });
});
