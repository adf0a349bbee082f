import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailText } from '../../shared/alert/email-text.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';
import { fullIncident, hostileIncident } from './ocsf-hostile.ts';

/** How each line of ours begins; the first is the summary. */
const OURS =
  /^(?:(?:What|New name|Program|Loader|Command|Directory|Who|Where|Environment|Instance|When|How often|Hosts|Why|Login|Before|After|The log around it|Missing in the record|Container|Started by|Hash|Reported|Events|Containment|Withheld because|Failed because|Target|Would be done|Is to be done|Done|Next|Decided|What to do \((?:ci|staging|production)\)): |Incident |What ldwatch has done or would do by itself:$|Texts of the host and lists were shortened: |$)/;

const TAKES_EFFECT = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

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
        expect(text.replaceAll('\n', '')).not.toMatch(TAKES_EFFECT);
        expect(text.length).toBeLessThanOrEqual(32_000);
      }),
      { numRuns: Number(process.env['LDWATCH_PROPERTY_RUNS'] ?? 150) },
    );
  });

  it.each(['a', "'", 'ü', '😀', 'x😀', '\0', '\udc80', '\ud83d', '\u200b', '\u{e0001}'])(
    'has every line of ours where everything is full, and all of it is %j',
    (unit) => {
      const incident = fullIncident(incidentOfCase('execute'), unit.repeat(2000));
      const text = emailText(incident);
      const labels = text.split('\n').map((line) => /^(?:[A-Z][a-z ]*)(?=: | \()/.exec(line)?.[0]);

      expect(text.length).toBeLessThanOrEqual(32_000);
      expect(text.isWellFormed()).toBe(true);
      expect(labels).toEqual(expect.arrayContaining(['Command', 'Who', 'Why', 'Events', 'What to do']));
      expect(text).toMatch(
        new RegExp(`\nIncident ${incident.id}, alert 1\nTexts of the host and lists were shortened: .*$`),
      );
    },
  );

  it('does not say that it was shortened where it was not', () => {
    for (const { incident } of ocsfCases()) expect(emailText(incident)).not.toContain('shortened');
  });
});
