/** PATH records of the audit system as JSON formats write them: objects in a list, numbers as numbers or as text. */
import type { FileIdentity, OpenedFile } from '../exec-event.ts';
import { integerAt, isObject, type JsonObject } from '../json-object.ts';
import { digitsAt, isRounded } from '../whole-number.ts';

/** As many as auditd/open-event.ts takes: an exec opens no more. */
const MOST_FILES = 8;

/** `0100755` or `0o100755`, octal both. */
function modeOf({ mode }: JsonObject): number | null {
  if (typeof mode !== 'string' || !/^(?:0o)?[0-7]{1,7}$/.test(mode)) return null;
  return mode.startsWith('0o') ? Number(mode) : Number.parseInt(mode, 8);
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

/** Was an inode number of these records rounded? */
export function hasRoundedInode(paths: readonly unknown[]): boolean {
  for (let place = 0; place < paths.length && place < MOST_FILES; place++) {
    const path = paths[place];
    if (isObject(path) && isRounded(path['inode'])) return true;
  }
  return false;
}

/** In the kernel's order, up to the first that is missing: a later one must not slip into its place. */
export function pathFiles(
  paths: readonly unknown[],
  decode: (name: string) => string = (name) => name,
): OpenedFile[] {
  const byItem: (OpenedFile | undefined)[] = [];
  for (let place = 0; place < paths.length && place < MOST_FILES; place++) {
    const path = paths[place];
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
