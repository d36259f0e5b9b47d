/**
 * Whether a word stands in a list of words with a space before and behind each. The interpreter's `indexOf` also
 * finds a text whose beginning is the end of what is searched, so the place has to hold all of it.
 */
export function isListed(list: string, word: string): boolean {
  const at = list.indexOf(" " + word + " ");
  return at >= 0 && at + word.length + 2 <= list.length;
}
