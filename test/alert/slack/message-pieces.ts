/** A Slack message taken apart: every element and text in it, whatever it is nested in. */
import type { SlackMessage } from '../../../shared/alert/slack/slack-message.ts';

/** One object of a message, as the JSON that Slack gets. */
export type Piece = Readonly<Record<string, unknown>>;

function isPiece(value: unknown): value is Piece {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function walk(value: unknown): Piece[] {
  if (Array.isArray(value)) return value.flatMap(walk);
  return isPiece(value) ? [value, ...Object.values(value).flatMap(walk)] : [];
}

/** Every object in the blocks that has a type. */
export function piecesOf({ blocks }: SlackMessage): Piece[] {
  return walk(JSON.parse(JSON.stringify(blocks))).filter(({ type }) => typeof type === 'string');
}

/** Is it set as code? */
export function isCode({ style }: Piece): boolean {
  return isPiece(style) && style['code'] === true;
}

/** Texts that are our words: set as anything but code. */
export function ownWords(message: SlackMessage): string[] {
  const texts = piecesOf(message).filter((piece) => !isCode(piece) && typeof piece['text'] === 'string');
  return texts.map(({ text }) => String(text));
}

/** Lines as a person reads them; code between backticks, links as `<text>`. */
export function linesOf(message: SlackMessage): string[] {
  const sections = piecesOf(message).filter(({ type }) => type === 'rich_text_section' || type === 'header');
  return sections.map((section) => {
    const elements = walk(section['elements'] ?? section['text']).filter(({ type }) => type !== undefined);
    return elements
      .map((piece) => {
        if (isCode(piece)) return `\`${piece['text']}\``;
        if (piece['type'] === 'link') return `<${piece['text']}>`;
        if (piece['type'] === 'emoji') return `:${piece['name']}:`;
        if (piece['type'] === 'channel') return `#${piece['channel_id']}`;
        return String(piece['text']);
      })
      .join('');
  });
}
