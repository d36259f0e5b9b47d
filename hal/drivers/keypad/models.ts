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

/** A keypad of switches where rows and columns cross. */
export interface MatrixModel {
  columns: number;
  /** Row by row from the top left, 31 at most. */
  keys: Key[];
}

/** Sixteen keys as they are sold everywhere: 1 2 3 A, 4 5 6 B, 7 8 9 C, * 0 # D. */
export const MATRIX_4X4: MatrixModel = {
  columns: 4,
  keys: [
    "1", "2", "3", "cancel",
    "4", "5", "6", "clear",
    "7", "8", "9", "reprint",
    ".", "0", "language", "ok",
  ],
};
