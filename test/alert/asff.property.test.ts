import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asffFinding } from '../../shared/alert/asff.ts';
import { hasResponse } from '../../shared/alert/response-text.ts';
import { violationsOf } from './asff-limits.ts';
import { incidentOfCase } from './ocsf-cases.ts';
import { fullIncident, hostileIncident, withHostTexts } from './ocsf-hostile.ts';

const RUNS = { numRuns: 200 };
const PRODUCT = {
  arn: 'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default',
  partition: 'aws-us-gov',
  account: '111122223333',
};
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

describe('asffFinding, whatever a host writes', () => {
  it('is a finding that Security Hub takes', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        expect(violationsOf(asffFinding(incident, PRODUCT))).toEqual([]);
      }),
      RUNS,
    );
  });

  it.each([
    'a',
    ' ',
    "'",
    '"',
    '\\',
    '|',
    'ü',
    '😀',
    '\0',
    '\u00a0',
    '\u3000',
    '\udc80',
    '\ud83d',
    '\u200b',
    '\u{e0001}',
  ])('is one where everything is full, and all of it is %j', (character) => {
    const incident = fullIncident(incidentOfCase('execute'), character.repeat(2000));
    expect(violationsOf(asffFinding(incident, PRODUCT))).toEqual([]);
  });

  it.each(['', ' ', '\n'])('is one where every text is %j', (text) => {
    const incident = withHostTexts(incidentOfCase('injected-library'), () => text);
    expect(violationsOf(asffFinding(incident, PRODUCT))).toEqual([]);
  });

  it('shows nothing that takes effect', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        expect(JSON.stringify(asffFinding(incident, PRODUCT))).not.toMatch(NOT_SHOWN);
      }),
      RUNS,
    );
  });

  it('has the same answers in its description, in the same order, as far as there is room', () => {
    const answers = (text: string) => text.split(' | ').map((line) => /^[A-Z][a-z ]*(?=: )/.exec(line)?.[0]);
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const { Description = '' } = asffFinding(incident, PRODUCT);
        expect(answers(Description)).not.toContain(undefined);
        const [first] = answers(Description);
        expect(first).toBe(hasResponse(incident) ? 'Containment' : 'Command');
      }),
      RUNS,
    );
  });

  it('is later where the incident went on, and the same where it did not', () => {
    const change = fc.record({
      later: fc.nat(1e9),
      earlier: fc.nat(1e9),
      generations: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(hostileIncident, change, (incident, { later, earlier, generations }) => {
        const next = {
          ...incident,
          first: incident.first - earlier,
          last: Math.min(incident.last + later, 8.64e15),
          generation: incident.generation + generations,
        };
        const before = asffFinding(incident, PRODUCT);
        const after = asffFinding(next, PRODUCT);
        expect(String(after.UpdatedAt) > String(before.UpdatedAt)).toBe(true);
        expect([after.Id, after.CreatedAt]).toEqual([before.Id, before.CreatedAt]);
        expect(asffFinding(structuredClone(incident), PRODUCT)).toEqual(before);
      }),
      RUNS,
    );
  });
});
