import type { Key } from "../../ports/keypad";

/** What a keypad sends: one byte per key. */
export interface KeypadModel {
  /** Bits per second. */
  baud: number;
  /** The same byte again this soon is a held key that repeats, not a press. */
  repeatMs: number;
  /** The byte of each key, as a character. */
  keys: Record<string, Key>;
}

/**
 * A numeric keypad on RS-232 or TTL that types ASCII, control characters for the keys with words. Its own
 * repeat must start within `repeatMs` or be off.
 */
export const ASCII_KEYPAD: KeypadModel = {
  baud: 9600,
  repeatMs: 80,
  keys: {
    "0": "0", "1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "6": "6", "7": "7", "8": "8", "9": "9",
    ".": ".", "\r": "ok", "\b": "clear", "\x7f": "clear", "\x1b": "cancel", "*": "reprint", "/": "language",
  },
};
