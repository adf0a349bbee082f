/** PATH records of the audit system as JSON formats write them: objects in a list, numbers as numbers or as text. */
import type { FileIdentity, OpenedFile } from '../exec-event.ts';
import { integerAt, isObject, type JsonObject } from '../json-object.ts';
import { digitsAt } from '../whole-number.ts';

/** As many as auditd/open-event.ts takes: an exec opens no more. */
const MOST_FILES = 8;

/** `0100755` or `0o100755`, octal both. */
function modeOf({ mode }: JsonObject): number | null {
  return typeof mode === 'string' && /^(?:0o)?[0-7]{1,7}$/.test(mode)
    ? Number.parseInt(mode.replace('0o', ''), 8)
    : null;
}

/** @param decode - for names that the tool encoded */
function openedFile(path: JsonObject, decode: (name: string) => string): OpenedFile {
  const { name, dev } = path;
  const inode = digitsAt(path, 'inode');
  return {
    name: typeof name === 'string' ? decode(name) : '',
    // Branding is the only way to make the id; both halves come from the same record.
    identity: inode === null || typeof dev !== 'string' ? null : (`${dev}:${inode}` as FileIdentity),
    mode: modeOf(path),
    ownerUid: integerAt(path, 'ouid'),
  };
}

/** Inode numbers of some PATH records, for whoever asks whether one was rounded. */
export function inodesOf(paths: readonly unknown[]): unknown[] {
  return paths.slice(0, MOST_FILES).map((path) => (isObject(path) ? path['inode'] : null));
}

/** In the kernel's order, up to the first that is missing: a later one must not slip into its place. */
export function pathFiles(
  paths: readonly unknown[],
  decode: (name: string) => string = (name) => name,
): OpenedFile[] {
  const byItem: (OpenedFile | undefined)[] = [];
  for (const [place, path] of paths.slice(0, MOST_FILES).entries()) {
    if (!isObject(path)) continue;
    const item = integerAt(path, 'item') ?? place;
    if (item >= 0 && item < MOST_FILES) byItem[item] ??= openedFile(path, decode);
  }
  const known: OpenedFile[] = [];
  for (const file of byItem) {
    if (file === undefined) break;
    known.push(file);
  }
  return known;
}

/** How many files the kernel says that it opened, bounded by what an exec can. */
export function announcedFiles(items: number | null): number | null {
  return items === null || items < 0 ? null : Math.min(items, MOST_FILES);
}
