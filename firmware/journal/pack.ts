import type { Bytes } from "../../hal/ports/bytes";
import { isDigits } from "../domain/characters";

// Bytes are made several at a time, in one call of the interpreter: each call of a function costs more than the sums in it.

const WORD = 4294967296;

/** Integer 0 to 2^24 - 1 as 3 bytes, high byte first. */
export function pack3(value: number): Bytes {
  return String.fromCharCode((value >> 16) & 255, (value >> 8) & 255, value & 255);
}

/** Integer 0 to 2^48 - 1 as 6 bytes, high byte first. */
export function pack6(value: number): Bytes {
  const high = Math.floor(value / 16777216);
  const low = value - high * 16777216;
  return String.fromCharCode((high >> 16) & 255, (high >> 8) & 255, high & 255, (low >> 16) & 255, (low >> 8) & 255, low & 255);
}

/** Integer 0 to 2^32 - 1 as 4 bytes, high byte first. */
export function pack4(value: number): Bytes {
  return String.fromCharCode((value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255);
}

/** The integer in `count` bytes, at most 6, of `text` from `at` on. */
export function unpack(text: Bytes, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) value = value * 256 + text.charCodeAt(index);
  return value;
}

/** Whether `value` is an integer that `pack4` takes. */
export function isWord(value: number): boolean {
  return value >= 0 && value < WORD && value === Math.floor(value);
}

function four(value: number): Bytes {
  return ("000" + value.toString(36)).substr(-4).toUpperCase();
}

/**
 * What orders have in common: eight of 0-9A-Z as 6 bytes, an integer that `pack4` takes and one that `pack6` takes; "" where
 * the text or the first integer is something else.
 */
export function packOrderHead(text: Bytes, word: number, long: number): Bytes {
  if (text.length !== 8 || /[^0-9A-Z]/.test(text) || !isWord(word)) return "";
  const high = parseInt(text.substr(0, 4), 36);
  const low = parseInt(text.substr(4), 36);
  const above = Math.floor(long / WORD);
  const below = long - above * WORD;
  return String.fromCharCode(
    high >> 16, (high >> 8) & 255, high & 255, low >> 16, (low >> 8) & 255, low & 255,
    (word >> 24) & 255, (word >> 16) & 255, (word >> 8) & 255, word & 255,
    above >> 8, above & 255, (below >> 24) & 255, (below >> 16) & 255, (below >> 8) & 255, below & 255,
  );
}

/** The eight characters in the 6 bytes of `text` from `at` on. */
export function unpackEight(text: Bytes, at: number): Bytes {
  return four(unpack(text, at, 3)) + four(unpack(text, at + 3, 3));
}

/** A number of 28 digits, the length of the gateway's, as 12 bytes; "" where the text is something else. */
export function pack28(digits: Bytes): Bytes {
  if (digits.length !== 28 || !isDigits(digits)) return "";
  const a = parseInt(digits.substr(0, 7), 10);
  const b = parseInt(digits.substr(7, 7), 10);
  const c = parseInt(digits.substr(14, 7), 10);
  const d = parseInt(digits.substr(21), 10);
  return String.fromCharCode(
    a >> 16, (a >> 8) & 255, a & 255, b >> 16, (b >> 8) & 255, b & 255,
    c >> 16, (c >> 8) & 255, c & 255, d >> 16, (d >> 8) & 255, d & 255,
  );
}

/** The 28 digits in the 12 bytes of `text` from `at` on. */
export function unpack28(text: Bytes, at: number): Bytes {
  let digits = "";
  for (let index = at; index < at + 12; index += 3) digits += ("000000" + unpack(text, index, 3)).substr(-7);
  return digits;
}
