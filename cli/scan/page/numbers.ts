/** Numbers and times as a page shows them. */
import { type Html, html } from '../../page/html.ts';

/** `16,844` */
export function number(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 host`, `3 hosts` */
export function plural(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** Day and second, in an element that says so to programs. @param time - milliseconds since 1970 UTC */
export function second(time: number): Html {
  const iso = new Date(time).toISOString();
  return html`<time datetime="${iso}">${iso.replace('T', ' ').replace(/\.\d+Z$/, '')}</time>`;
}

/** Hours to milliseconds. @param time - milliseconds since 1970 UTC */
export function clock(time: number): Html {
  const iso = new Date(time).toISOString();
  return html`<time datetime="${iso}">${iso.replace(/^.*T/, '').replace('Z', '')}</time>`;
}
