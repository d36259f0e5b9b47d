import type { Bytes } from "../../hal/ports/bytes";

const WORD = 4294967296;

/** Integer 0 to 2^24 - 1 as 3 bytes, high byte first. */
export function pack3(value: number): Bytes {
  return String.fromCharCode((value >> 16) & 255, (value >> 8) & 255, value & 255);
}

/** Integer 0 to 2^48 - 1 as 6 bytes, high byte first. */
export function pack6(value: number): Bytes {
  const high = Math.floor(value / 16777216);
  return pack3(high) + pack3(value - high * 16777216);
}

/** Integer 0 to 2^32 - 1 as 4 bytes, high byte first. */
export function pack4(value: number): Bytes {
  return pack6(value).substr(2);
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

/** Eight of 0-9A-Z as 6 bytes, or "" where the text is something else. */
export function packEight(text: Bytes): Bytes {
  const high = parseInt(text.substr(0, 4), 36);
  const low = parseInt(text.substr(4), 36);
  if (isNaN(high) || isNaN(low)) return "";
  return four(high) + four(low) === text ? pack3(high) + pack3(low) : "";
}

/** The eight characters in the 6 bytes of `text` from `at` on. */
export function unpackEight(text: Bytes, at: number): Bytes {
  return four(unpack(text, at, 3)) + four(unpack(text, at + 3, 3));
}

/** A number of 28 digits, the length of the gateway's, as 12 bytes; "" where the text is something else. */
export function pack28(digits: Bytes): Bytes {
  let packed = "";
  for (let at = 0; at < 28; at += 7) packed += pack3(parseInt(digits.substr(at, 7), 10) || 0);
  return unpack28(packed, 0) === digits ? packed : "";
}

/** The 28 digits in the 12 bytes of `text` from `at` on. */
export function unpack28(text: Bytes, at: number): Bytes {
  let digits = "";
  for (let index = at; index < at + 12; index += 3) digits += ("000000" + unpack(text, index, 3)).substr(-7);
  return digits;
}
