/** Command lines of sources that join the arguments by blanks: where one ended and the next began is lost. */

/**
 * Takes a joined command line apart at every single blank, so that an empty argument stays an empty word in its place.
 * An argument that had blanks in it becomes several words: whoever reads them must know that (`argvFidelity: 'joined'`).
 *
 * @returns the words; none for an empty line
 */
export function joinedWords(commandLine: string): string[] {
  return commandLine === '' ? [] : commandLine.split(' ');
}
