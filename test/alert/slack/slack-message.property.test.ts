import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMessage } from '../../../shared/alert/slack/alert-message.ts';
import { sizeOf } from '../../../shared/alert/slack/message-size.ts';
import type { SlackMessage } from '../../../shared/alert/slack/slack-message.ts';
import { updateAlone, updateMessage } from '../../../shared/alert/slack/update-message.ts';
import { quoted } from '../../../shared/detection/quoted.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import { incidentOfCase } from '../ocsf-cases.ts';
import { fullIncident, hostileIncident, hostileText, withHostTexts } from '../ocsf-hostile.ts';
import { isCode, ownWords, type Piece, piecesOf } from './message-pieces.ts';

const RUNS = { numRuns: 150 };

const FORMS: readonly (readonly [string, (incident: Incident) => SlackMessage])[] = [
  ['the message that opens a thread', (incident) => alertMessage(incident)],
  ['the same with buttons', (incident) => alertMessage(incident, { buttons: true })],
  ['the update in a thread', (incident) => updateMessage(incident, null)],
  ['the update without a thread', updateAlone],
];

/** What Slack acts on in texts where it looks for markup. */
const MARKUP = [
  '<!channel>',
  '<!here|here>',
  '<@U012AB3CD>',
  '<#C012AB3CD>',
  '<https://evil.example|the runbook>',
  'https://evil.example/runbook',
  '@channel @here @everyone',
  '`*Severity:* _none_`',
  '```\nResolved\n```',
  '*Incident*: closed ~now~',
  ':white_check_mark: RESOLVED',
  '&lt;!channel&gt;',
  '\u0060<!channel>\u0060',
];
const slackText = fc.oneof(fc.constantFrom(...MARKUP), hostileText(600));

/** As detection writes reasons: names of the host in quotes, inside a sentence of ours. */
function withReasons(incident: Incident, text: string): Incident {
  const reasons = incident.gravest.reasons.map(({ id }) => ({
    id,
    text: `${quoted(text)} was run by the run-time linker ${quoted(text)}, so that it is hidden`.slice(
      0,
      1024,
    ),
  }));
  return { ...incident, gravest: { ...incident.gravest, reasons } };
}

/** The text of an element that holds one. */
function textIn({ text }: Piece): string {
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : '';
}

describe.each(FORMS)('%s, whatever a host writes', (_, form) => {
  it('is within the limits of Slack', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const message = form(incident);
        expect(message.blocks.length).toBeGreaterThan(0);
        expect(message.blocks.length).toBeLessThanOrEqual(50);
        expect(sizeOf([...message.blocks])).toBeLessThanOrEqual(12_000);
        expect(message.text.length).toBeLessThanOrEqual(3000);
        for (const piece of piecesOf(message)) {
          if (piece['type'] === 'plain_text') expect(String(piece['text']).length).toBeLessThanOrEqual(300);
          if (piece['type'] === 'header') expect(textIn(piece).length).toBeLessThanOrEqual(150);
          if (piece['type'] === 'button') {
            expect(textIn(piece).length).toBeLessThanOrEqual(75);
            expect(String(piece['value']).length).toBeLessThanOrEqual(2000);
          }
          if ('text' in piece && typeof piece['text'] === 'string') expect(piece['text']).not.toBe('');
          if ('elements' in piece) expect(piece['elements']).not.toEqual([]);
          if (piece['type'] === 'link') expect(String(piece['url']).length).toBeLessThanOrEqual(3000);
        }
      }),
      RUNS,
    );
  });

  it.each(['a', '&', '<', '`', '"', '\\', '/', 'ü', '😀', '\0', '\udc80', '\u200b', '\u{e0001}'])(
    'is within them where everything is full, and all of it is %j',
    (character) => {
      const full = fullIncident(incidentOfCase('execute'), character.repeat(2000));
      const everything: Incident = {
        ...full,
        news: [...full.news, { what: 'hosts', passed: 1000 }],
        gravest: { ...full.gravest, kind: 'execute' },
      };
      for (const incident of [full, everything]) {
        const message = form(incident);
        expect(sizeOf([...message.blocks])).toBeLessThanOrEqual(12_000);
        expect(JSON.stringify(message.blocks)).toContain(incident.id);
      }
    },
  );

  it('is made of plain elements alone: nothing that Slack would look for markup in, no mention, no link but ours', () => {
    const allowed = new Set([
      ...['header', 'plain_text', 'divider', 'rich_text', 'rich_text_section', 'rich_text_list'],
      ...['text', 'emoji', 'link'],
      ...['actions', 'button', 'user'],
    ]);
    fc.assert(
      fc.property(hostileIncident, slackText, (incident, text) => {
        const message = form(withHostTexts(incident, () => text));
        const pieces = piecesOf(message);
        expect(pieces.map(({ type }) => type).filter((type) => !allowed.has(String(type)))).toEqual([]);
        for (const { type, url, user_id } of pieces) {
          // Whoever decided; the host can't name anybody.
          if (type === 'user') expect(['U0ANN0001', 'W0BEN0002']).toContain(user_id);
          if (type === 'link')
            expect(String(url)).toMatch(
              /^https:\/\/[a-z\d-]+\.console\.(aws\.amazon|amazonaws-us-gov)\.com\/cloudwatch\/home\?region=[a-z\d-]+#logsV2:logs-insights\$3FqueryDetail\$3D~\([\w.~'!*()-]*\)$/,
            );
        }
      }),
      RUNS,
    );
  });

  it('has the same words of ours, whatever the host writes: what is its own is set as code', () => {
    fc.assert(
      fc.property(hostileIncident, slackText, (incident, text) => {
        const marked = `MARK${text}`;
        const hostile = form(
          withReasons(
            withHostTexts(incident, () => marked),
            marked,
          ),
        );
        expect(ownWords(hostile).filter((words) => words.includes('MARK'))).toEqual([]);
        expect(hostile.text).not.toContain('MARK');
      }),
      RUNS,
    );
  });

  it('shows nothing that takes effect: no line breaks, nothing that hides or turns round', () => {
    fc.assert(
      fc.property(hostileIncident, slackText, (incident, text) => {
        const message = form(withHostTexts(incident, () => text));
        for (const piece of piecesOf(message))
          expect(String(piece['text'] ?? '')).not.toMatch(
            /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
          );
        expect(message.text).not.toMatch(/[<>&@`*_~\n]/);
      }),
      RUNS,
    );
  });

  it('shows a program as it is named, and as code', () => {
    for (const text of MARKUP.filter((markup) => !markup.includes('\n'))) {
      const message = form(
        withReasons(
          withHostTexts(incidentOfCase('execute'), () => text),
          text,
        ),
      );
      const shown = piecesOf(message).filter((piece) => piece['text'] === text);
      // An update of no news does not name the program.
      for (const piece of shown) expect(isCode(piece)).toBe(true);
      if (form !== FORMS[2]?.[1]) expect(shown.length).toBeGreaterThan(0);
    }
  });
});
