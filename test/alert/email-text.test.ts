import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailText } from '../../shared/alert/email-text.ts';
import { incidentOfCase } from './ocsf-cases.ts';
import { hostileIncident } from './ocsf-hostile.ts';

/** How each line of ours begins; the first is the summary. */
const OURS =
  /^(?:(?:What|New name|Program|Loader|Command|Directory|Who|Where|When|How often|Hosts|Why|Missing in the record|Events|Containment|Withheld because|Failed because|Target|Would be done|Is to be done|Done|Next|Decided|What to do \((?:ci|staging|production)\)): |Incident |What ldwatch has done or would do by itself:$|… \(shortened\)|$)/;

describe('emailText', () => {
  it('says what happened, why, what to do and which incident it is', () => {
    const text = emailText(incidentOfCase('execute'));

    expect(text.split('\n')[0]).toMatch(
      /^critical \(new\): 1 execution on 1 host, production, account \d{12}/,
    );
    expect(text).toMatch(/\nWhy: .*run-time linker/);
    expect(text).toMatch(/\nWhat to do \(production\): .*contain and mitigate/);
    expect(text).toMatch(/\nIncident [\da-f]{20}-\S+, alert 1$/);
  });

  it('gives advice for where the host stands', () => {
    const onBuildHost = { ...incidentOfCase('execute'), environment: 'ci' as const };

    expect(emailText(onBuildHost)).toMatch(/\nWhat to do \(ci\): .*build/);
  });

  it('has no line that a host wrote, and none that is not text, in bounded size', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const text = emailText(incident);
        const [, ...lines] = text.split('\n');
        for (const line of lines) expect(line).toMatch(OURS);
        expect(text.isWellFormed()).toBe(true);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        expect(text.length).toBeLessThanOrEqual(33_000);
      }),
      { numRuns: 150 },
    );
  });
});
