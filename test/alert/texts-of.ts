/** Every text in a value, whatever it is nested in: JSON of it would show controls and halves of characters as escapes. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
