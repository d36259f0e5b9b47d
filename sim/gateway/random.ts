import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** A repeatable source of chance. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** `length` characters of `alphabet`. */
  text(length: number, alphabet: string): string;
}

export const DIGITS = "0123456789";
export const HEX = "0123456789abcdef";
export const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Makes the source called `name` under a seed. Sources with other names are independent, so one
 * draw more in one of them shifts nothing in the others. Never a source of real secrets.
 */
export function createRandom(seed: string | number, name: string): Random {
  const state = new Int32Array(sha256(utf8ToBytes(`${seed}/${name}`)).slice(0, 16).buffer);
  const below = (limit: number): number => Math.floor((next(state) / 0x1_0000_0000) * limit);
  return {
    below,
    text(length, alphabet) {
      let text = "";
      while (text.length < length) text += alphabet[below(alphabet.length)]!;
      return text;
    },
  };
}

/** One step of sfc32 (Chris Doty-Humphrey, PractRand): 32 bits from a state of four words. */
function next(state: Int32Array): number {
  const a = state[0]!;
  const b = state[1]!;
  const c = state[2]!;
  const counter = state[3]!;
  const sum = (a + b + counter) | 0;
  state[3] = counter + 1;
  state[0] = b ^ (b >>> 9);
  state[1] = c + (c << 3);
  state[2] = ((c << 21) | (c >>> 11)) + sum;
  return sum >>> 0;
}
