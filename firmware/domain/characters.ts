export const DIGITS = "0123456789";
export const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const LETTERS = CAPITALS + "abcdefghijklmnopqrstuvwxyz";

/** Whether every character of the text stands in the alphabet; true of "". */
export function isMadeOf(text: string, alphabet: string): boolean {
  for (const char of text) {
    if (alphabet.indexOf(char) < 0) return false;
  }
  return true;
}
