import type { Bytes } from "../../../ports/bytes";

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/**
 * The text in the data words of versions 1 to 9 (ISO/IEC 18004, 7.4): digits, alphanumeric characters and bytes, in any
 * order, and character sets by number, which change nothing here. Undefined where something else or nothing is, or,
 * where `isStrict`, the rest is not filled as the standard fills it.
 */
export function textOf(words: Uint8Array, isStrict: boolean): Bytes | undefined {
  const total = words.length * 8;
  let at = 0;

  function take(count: number): number {
    const word = at >> 3;
    const bits = (words[word] as number) << 16 | (words[word + 1] as number) << 8 | words[word + 2] as number;
    at += count;
    return bits >> 24 - count - (at - count & 7) & (1 << count) - 1;
  }

  function digits(): Bytes | undefined {
    let text = "";
    let count = take(10);
    while (count > 0) {
      const most = Math.min(count, 3);
      const value = take(most * 3 + 1);
      const group = value.toString();
      if (group.length > most || at > total) return undefined;
      text += group.padStart(most, "0");
      count -= most;
    }
    return text;
  }

  function alphanumerics(): Bytes | undefined {
    let text = "";
    for (let count = take(9); count > 0; count -= 2) {
      const value = take(count > 1 ? 11 : 6);
      if (value >= (count > 1 ? 2025 : 45) || at > total) return undefined;
      if (count > 1) text += ALPHANUMERIC[Math.floor(value / 45)];
      text += ALPHANUMERIC[value % 45];
    }
    return text;
  }

  function bytes(): Bytes | undefined {
    let text = "";
    let count = take(8);
    if (at + count * 8 > total) return undefined;
    while (count-- > 0) text += String.fromCharCode(take(8));
    return text;
  }

  /** Zeros up to a whole word, then two words in turn. */
  function isFilled(): boolean {
    const rest = at + 7 & -8;
    if (rest > at && take(rest - at)) return false;
    let filler = 0xec;
    for (let word = rest >> 3; word < words.length; word++) {
      if (words[word] !== filler) return false;
      filler ^= 0xfd;
    }
    return true;
  }

  let text = "";
  while (at + 4 <= total) {
    const mode = take(4);
    if (mode === 0) break;
    let part: Bytes | undefined = "";
    if (mode === 1) part = digits();
    else if (mode === 2) part = alphanumerics();
    else if (mode === 4) part = bytes();
    else if (mode !== 7 || take(8) > 127) return undefined;
    if (part === undefined) return undefined;
    text += part;
  }
  return text !== "" && (!isStrict || isFilled()) ? text : undefined;
}
