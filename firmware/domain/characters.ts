export const DIGITS = "0123456789";
export const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const LETTERS = CAPITALS + "abcdefghijklmnopqrstuvwxyz";

/** Whether the text is made of digits alone; true of "". */
export function isDigits(text: string): boolean {
  return !/[^0-9]/.test(text);
}

/** Whether every character of the text stands in the alphabet; true of "". */
export function isMadeOf(text: string, alphabet: string): boolean {
  for (const char of text) {
    if (alphabet.indexOf(char) < 0) return false;
  }
  return true;
}
