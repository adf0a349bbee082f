/** How long a message may be, whatever is in it. */
import type { KnownBlock } from '@slack/types';

/** How much of a host's texts and lists is shown. */
export interface Room {
  /** Characters of one text. */
  readonly longest: number;
  /** Items of one list. */
  readonly most: number;
}

/**
 * Slack refuses a message as `msg_blocks_too_long` from some 12,000 characters on, in all its blocks together; it says
 * nowhere how it counts (bolt-js issues 2509, with 13,297 accepted, and 2867, with a text of 11,341 refused). So all of
 * the JSON is counted, and characters as what they are at their longest.
 */
const LARGEST = 12_000;

/** From everything that an alert has room for down to what still says which incident it is. */
const ROOMS: readonly Room[] = [
  { longest: 400, most: 16 },
  { longest: 200, most: 16 },
  { longest: 120, most: 10 },
  { longest: 60, most: 8 },
  { longest: 30, most: 5 },
  { longest: 16, most: 3 },
  { longest: 8, most: 2 },
  { longest: 4, most: 1 },
];

/** Characters as JSON that is ASCII, has its slashes escaped, and `&`, `<` and `>` as Slack keeps them. */
export function sizeOf(blocks: readonly KnownBlock[]): number {
  let size = 0;
  for (const unit of JSON.stringify(blocks).split('')) {
    if (unit === '&' || unit === '<' || unit === '>') size += 5;
    else if (unit === '/') size += 2;
    else size += unit < '\u0080' ? 1 : 6;
  }
  return size;
}

/** The blocks with as much room as there is for them. */
export function fitting(build: (room: Room) => KnownBlock[]): KnownBlock[] {
  let blocks: KnownBlock[] = [];
  for (const room of ROOMS) {
    blocks = build(room);
    if (sizeOf(blocks) <= LARGEST) break;
  }
  return blocks;
}
