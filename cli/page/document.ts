/** A whole page: one file that works from a disk, an attachment or a ticket, and loads nothing. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Html, html } from './html.ts';

/** The style sheet of every page. */
const CSS = readFileSync(new URL('page.css', import.meta.url), 'utf8');

/**
 * Nothing may be loaded, sent or run; style sheets are named by their hashes (Content Security Policy Level 3, section
 * 2.3.1), so that not even a style that got in by a mistake of ours would be applied.
 */
function policyFor(sheets: readonly string[]): string {
  const hashes = sheets.map((css) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`);
  return `default-src 'none'; style-src ${hashes.join(' ')}; base-uri 'none'; form-action 'none'`;
}

/** What a page is made of. */
export interface PageParts {
  /** Of the window: our words alone. */
  readonly title: string;
  /** Beside the skip link, above the main part. */
  readonly header: Html;
  readonly main: Html;
  readonly footer: Html;
  /** A style sheet besides the one of every page. @default none */
  readonly css?: string;
}

/** The page as text. */
export function pageDocument({ title, header, main, footer, css }: PageParts): string {
  const sheets = css === undefined ? [CSS] : [CSS, css];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(sheets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
${sheets.map(Html.style)}
</head>
<body>
<a class="skip" href="#main">Skip to the main part</a>
<header>${header}</header>
<main id="main" tabindex="-1">${main}</main>
<footer>${footer}</footer>
</body>
</html>
`.markup;
}
