/** What can go wrong when incidents are kept. */

/** So many others wrote the same incident that this writer never got its turn; to be delivered again. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';
}
