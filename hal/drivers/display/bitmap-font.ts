// Part: none. Letters for panels that have none of their own.

import type { Bytes } from "../../ports/bytes";

/** Letters of 8 by 16 dots for ASCII, and of 16 by 16 for the characters of two bytes that a board needs. */
export interface BitmapFont {
  /** The characters of two bytes, one behind the other, and a zero. */
  codes: Bytes;
  /**
   * The dots of 95 letters from the space on without their first column, then those of `codes` without their last one,
   * which are empty: column by column from the left, two bytes each, the top first.
   */
  glyphs: Bytes;
}

/** A byte from here on begins a character of two. */
const DOUBLE_BYTE = 0x81;
const LETTERS = 95;
/** Without the empty column. */
const LETTER_BYTES = 14;
const WIDE_BYTES = 30;
const EMPTY = "\x00\x00";
/** What stands for a character that the font lacks: a frame. */
const UNKNOWN = "\x00\x00\x3f\xfc\x20\x04\x20\x04\x20\x04\x20\x04\x3f\xfc\x00\x00";

function wideGlyph(font: BitmapFont, character: Bytes): Bytes {
  let at = font.codes.indexOf(character);
  // Two characters may have this one between them.
  while ((at & 1) === 1 && at > 0) at = font.codes.indexOf(character, at + 1);
  return at < 0 ? UNKNOWN + UNKNOWN : font.glyphs.substr(LETTERS * LETTER_BYTES + at * (WIDE_BYTES / 2), WIDE_BYTES) + EMPTY;
}

function glyph(font: BitmapFont, code: number): Bytes {
  return code < 32 || code >= 32 + LETTERS ? UNKNOWN : EMPTY + font.glyphs.substr((code - 32) * LETTER_BYTES, LETTER_BYTES);
}

/** Each column of dots twice. */
function doubled(columns: Bytes): Bytes {
  let out = "";
  for (let at = 0; at < columns.length; at += 2) {
    const column = columns.substr(at, 2);
    out += column + column;
  }
  return out;
}

/**
 * The dots of a text, column by column, two bytes each: as many as fit into `columns` letters of 8 dots, no character
 * cut; twice as wide when `big`.
 */
export function dotsOf(font: BitmapFont, text: Bytes, columns: number, big: boolean): Bytes {
  const room = big ? columns >> 1 : columns;
  let out = "";
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const next = at + (code >= DOUBLE_BYTE ? 2 : 1);
    if (next > room) break;
    out += next - at === 2 ? wideGlyph(font, text.substr(at, 2)) : glyph(font, code);
    at = next;
  }
  return big ? doubled(out) : out;
}
