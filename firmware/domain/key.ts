/**
 * A word of our own as a part of a key in memory, or compared by its place in the alphabet with digits: nobody reads it
 * and nothing keeps it, so the build may put a shorter one in its place, never a digit (scripts/build/own-words.ts).
 */
export function asKey(word: string): string {
  return word;
}
