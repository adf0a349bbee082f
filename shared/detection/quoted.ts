/** Characters of a name that a reason repeats: the finding itself has it whole. */
const LONGEST = 300;

/** A name inside a reason's sentence: in quotes, escaped, and shortened. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
}
