import type { KnownBlock, RichTextElement } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { blocksHtml } from './blocks.ts';
import { UnshownError } from './unshown.ts';

function shown(...blocks: KnownBlock[]): string {
  return blocksHtml(blocks, 'case').markup;
}

function inSection(...elements: RichTextElement[]): KnownBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

const APPROVE: KnownBlock = {
  type: 'actions',
  elements: [
    {
      type: 'button',
      action_id: 'approve',
      text: { type: 'plain_text', text: 'Approve containment' },
      style: 'primary',
      confirm: {
        title: { type: 'plain_text', text: 'Isolate i-0a1b?' },
        text: { type: 'plain_text', text: 'Its network is cut off.' },
        confirm: { type: 'plain_text', text: 'Isolate' },
        deny: { type: 'plain_text', text: 'Not now' },
        style: 'danger',
      },
    },
    { type: 'button', action_id: 'dismiss', text: { type: 'plain_text', text: 'Dismiss' } },
  ],
};

describe('Block Kit in the preview', () => {
  it('draws emoji where Slack does: in headers, and where an element says so', () => {
    expect(shown({ type: 'header', text: { type: 'plain_text', text: ':red_circle: CRITICAL' } })).toContain(
      '<h4><span class="slack-circle red_circle" role="img" aria-label="red circle"></span> CRITICAL</h4>',
    );
    expect(shown(inSection({ type: 'text', text: ':red_circle:' }))).toContain('<p>:red_circle:</p>');
  });

  it('sets code as code, bold as bold, and reads no markup in either', () => {
    const text = '*x* `y` <!channel> https://evil.example';
    expect(shown(inSection({ type: 'text', text, style: { code: true } }))).toContain(
      '<code><bdo dir="ltr">*x* `y` &lt;!channel&gt; https://evil.example</bdo></code>',
    );
    expect(shown(inSection({ type: 'text', text: 'Why', style: { bold: true } }))).toContain('<b>Why</b>');
  });

  it('shows a long text whole', () => {
    const text = `${'x'.repeat(7000)}😀`;
    expect(shown(inSection({ type: 'text', text }))).toContain(text);
  });

  it('draws buttons, and the question that one asks, without a script', () => {
    const markup = shown(APPROVE);
    expect(markup).toContain(
      '<button type="button" class="slack-button primary" popovertarget="case-0-0">Approve containment</button>',
    );
    expect(markup).toContain('<button type="button" class="slack-button">Dismiss</button>');
    expect(markup).toMatch(
      /id="case-0-0" popover role="dialog"[\s\S]*Isolate i-0a1b\?[\s\S]*Not now[\s\S]*Isolate/,
    );
  });

  it('puts contexts and sections as text', () => {
    const text = { type: 'plain_text', text: 'by ann & bob' } as const;
    expect(shown({ type: 'context', elements: [text] })).toContain(
      '<p class="slack-context"><span>by ann &amp; bob</span></p>',
    );
    expect(shown({ type: 'section', text })).toContain('<p>by ann &amp; bob</p>');
  });

  it.each<[string, KnownBlock]>([
    ['a block that it does not know', { type: 'image', image_url: 'https://example.org', alt_text: '' }],
    ['markdown', { type: 'section', text: { type: 'mrkdwn', text: '*x*' } }],
    ['a mention of everybody', inSection({ type: 'broadcast', range: 'channel' })],
    ['an emoji that it does not know', inSection({ type: 'emoji', name: 'tada' })],
    ['a menu', { type: 'actions', elements: [{ type: 'overflow', action_id: 'x', options: [] }] }],
  ])('refuses %s', (_, block) => {
    expect(() => shown(block)).toThrow(UnshownError);
  });
});
