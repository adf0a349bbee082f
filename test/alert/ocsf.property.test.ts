import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ocsfDetectionFinding } from '../../shared/alert/ocsf.ts';
import { hostileIncident, hostileText, withHostTexts } from './ocsf-hostile.ts';
import { textsOf } from './texts-of.ts';

const RUNS = { numRuns: 100 };
/** What a terminal or a mail would act on or not show. */
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** What a line of the description begins with. */
function labelsOf(desc: string): (string | undefined)[] {
  return desc.split('\n').map((line) => /^[A-Z][a-z ]*: /.exec(line)?.[0]);
}

describe('ocsfDetectionFinding, whatever a host writes', () => {
  it('is valid Unicode, in every text', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const texts = textsOf(JSON.parse(JSON.stringify(ocsfDetectionFinding(incident))));
        expect(texts.filter((text) => !text.isWellFormed() || text.includes('\0'))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('shows title and message as one line, and nothing in any text for people that takes effect', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const { finding_info, message } = ocsfDetectionFinding(incident);
        expect(finding_info.title).not.toMatch(NOT_SHOWN);
        expect(message).not.toMatch(NOT_SHOWN);
        expect(finding_info.desc.replaceAll('\n', '')).not.toMatch(NOT_SHOWN);
      }),
      RUNS,
    );
  });

  it('has the same lines in its description, with the same words of ours before them', () => {
    fc.assert(
      fc.property(hostileIncident, hostileText(200), (incident, text) => {
        const plain = ocsfDetectionFinding(withHostTexts(incident, () => '/x')).finding_info.desc;
        const hostile = ocsfDetectionFinding(withHostTexts(incident, () => text)).finding_info.desc;
        expect(labelsOf(hostile)).toEqual(labelsOf(plain));
        expect(labelsOf(hostile)).not.toContain(undefined);
      }),
      RUNS,
    );
  });

  it('has nothing of the host in title and message but the path of the program, last and in quotes', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const marked = withHostTexts(incident, () => "MARK it's harmless");
        const { program } = marked.gravest;
        const bare = {
          ...marked,
          gravest: {
            ...marked.gravest,
            program: program && { given: '/p', path: null },
            injected: marked.gravest.injected.map((library) => ({ ...library, given: '/p', path: null })),
          },
        };
        expect(ocsfDetectionFinding(bare).message).not.toContain('MARK');
        const { message, finding_info } = ocsfDetectionFinding(marked);
        for (const line of [message, finding_info.title])
          expect(line.replace(/: 'MARK it'\\''s harmless'$/, '')).not.toContain('MARK');
      }),
      RUNS,
    );
  });

  it('keeps a title short', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        expect(ocsfDetectionFinding(incident).finding_info.title.length).toBeLessThan(1200);
      }),
      RUNS,
    );
  });

  it('is the same for the same incident', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const again = structuredClone(incident);
        expect(JSON.stringify(ocsfDetectionFinding(again))).toBe(
          JSON.stringify(ocsfDetectionFinding(incident)),
        );
      }),
      RUNS,
    );
  });
});
