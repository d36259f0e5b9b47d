import type { Bytes } from "./bytes";

/** Unpredictable, never repeating text: `token` gives `length` (at most 32) of 0-9A-F. */
export interface Random {
  token(length: number): Bytes;
}
