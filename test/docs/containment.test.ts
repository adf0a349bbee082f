import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../cdk/config.ts';
import { OPT_IN_TAG } from '../../shared/response/actions/opt-in.ts';

const page = readFileSync(new URL('../../docs/containment.md', import.meta.url), 'utf8');
/** Blocks that are indented below a step, all of them JSON. */
const configurations = [...page.matchAll(/^ {8}\{.*\n(?: {9,}.*\n)*/gm)].map(([block]): unknown =>
  JSON.parse(block),
);

/** `| \`name\` | default | … |` */
function defaultOf(name: string): string {
  return new RegExp(`^\\| \`${name}\` +\\| (.*?) +\\|`, 'm').exec(page)?.[1] ?? '';
}

describe('docs/containment.md', () => {
  it('has a configuration for each of its four steps, each going further', () => {
    const [observe, dryRun, propose, contain] = configurations.map((one) => parseConfig(one).containment);
    expect(configurations).toHaveLength(4);
    expect(Object.values(observe?.modes ?? {})).toEqual(['observe', 'observe', 'observe']);
    expect(dryRun).toMatchObject({ dryRun: true, modes: { production: 'propose' } });
    expect(propose).toMatchObject({ dryRun: false, modes: { staging: 'propose', production: 'propose' } });
    expect(contain).toMatchObject({ dryRun: false, modes: { ci: 'contain', production: 'propose' } });
  });

  it('has the defaults that there are', () => {
    const defaults = parseConfig({ containment: true }).containment;
    for (const name of [
      'dryRun',
      'protectTag',
      'perHour',
      'fleetShare',
      'liveMinutes',
      'proposalHours',
    ] as const)
      expect(defaultOf(name).replaceAll('`', ''), name).toBe(String(defaults?.[name]));
  });

  it('names the tag that IAM looks for', () => {
    expect(page).toContain(`\`${OPT_IN_TAG.key}\` = \`${OPT_IN_TAG.value}\``);
  });
});
