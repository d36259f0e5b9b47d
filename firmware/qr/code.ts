import type { Bytes } from "../../hal/ports/bytes";
import { makeCode } from "./matrix";

let lastText = "";
let lastRows: Bytes[] = [];

/**
 * A QR code (ISO/IEC 18004, model 2, level M, bytes) of at most 180 bytes as rows of "0" and "1" without the quiet
 * zone; no rows for a longer text. The mask is always the first one: the standard's choice among eight costs a
 * small device seconds, and every reader takes any. The last code is remembered, because a screen is drawn often.
 */
export function codeOf(text: Bytes): Bytes[] {
  if (text === lastText) return lastRows;
  lastRows = makeCode(text);
  lastText = text;
  return lastRows;
}
