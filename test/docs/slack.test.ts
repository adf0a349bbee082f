/** docs/slack.md against what it gives to paste and what can be configured. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseConfig } from '../../cdk/config.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const guide = readFileSync(new URL('slack.md', DOCS), 'utf8');

const ManifestShape = z.looseObject({
  display_information: z.object({
    // docs.slack.dev, "App manifest reference".
    name: z.string().max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[\da-f]{6}$/),
  }),
  features: z.object({ bot_user: z.looseObject({ display_name: z.string().max(80) }) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({ token_rotation_enabled: z.literal(false) }),
});

function manifest() {
  return ManifestShape.parse(JSON.parse(readFileSync(new URL('slack/app-manifest.json', DOCS), 'utf8')));
}

describe('docs/slack/app-manifest.json', () => {
  it('asks for what is explained, and for nothing else', () => {
    const rows = guide.split('\n').filter((line) => /^\| `[\w.:]+`[^|]*\|/.test(line) && line.includes(':'));
    const scopes = rows.flatMap((row) => (row.split('|')[1] ?? '').match(/[\w.]+:\w+/g) ?? []);
    expect(manifest().oauth_config.scopes.bot).toEqual(scopes);
  });

  it('makes the bot that is invited', () => {
    expect(guide).toContain(`/invite @${manifest().features.bot_user.display_name}`);
  });
});

describe('docs/slack.md', () => {
  it('has configurations that can be used', () => {
    const [bot] = guide.match(/\{ "slack": \{[^}]*\} \}/) ?? [];
    expect(parseConfig(JSON.parse(bot ?? '')).slack).toMatchObject({ mode: 'bot', channel: 'C0123456789' });
  });

  it('names every value with its default', () => {
    const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ldwatch/slack-AbCdEf';
    const { slack } = parseConfig({ slack: { secretArn, mode: 'webhook' } });
    for (const [name, value] of Object.entries({ ...slack, secretArn: undefined, mode: 'bot' })) {
      const row = guide.split('\n').find((line) => line.startsWith(`| \`${name}\``));
      const written = typeof value === 'string' ? value : JSON.stringify(value);
      expect(row?.split('|')[2]?.trim(), name).toBe(value === undefined ? '' : `\`${written}\``);
    }
  });
});
