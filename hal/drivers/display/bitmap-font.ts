// Part: none. Letters for panels that have none of their own.

import type { Bytes } from "../../ports/bytes";

/**
 * Letters of 8 by 16 dots for ASCII, and of 16 by 16 for the characters of two bytes that a board needs. The letters have
 * the numbers 0 to 94, the characters those from 96 on, in the order of `codes`.
 */
export interface BitmapFont {
  /** The characters of two bytes, one behind the other, and a zero. */
  codes: Bytes;
  /**
   * Blocks of 16 glyphs, each packed (hal/io/espruino/unpack.ts): the upper eight dots of each column of each glyph, then
   * the lower eight, the top one highest. A letter has no first column there, a character no last one: they are empty.
   */
  blocks: Bytes;
  /** Where each block begins and the last one ends, two bytes each. */
  starts: Bytes;
}

/** Glyphs of a block, as a power of two, and the bits that tell them apart. */
const BLOCK_BITS = 4;
const IN_BLOCK = 15;
/** A byte from here on begins a character of two. */
const DOUBLE_BYTE = 0x81;
const LETTERS_END = 127;
const FIRST_WIDE = 96;
/** Without the empty column. */
const LETTER_COLUMNS = 7;
const WIDE_COLUMNS = 15;
const EMPTY = "\x00";
/** What stands for a character that the font lacks: a frame. */
const UNKNOWN_UPPER = "\x00\x3f\x20\x20\x20\x20\x3f\x00";
const UNKNOWN_LOWER = "\x00\xfc\x04\x04\x04\x04\xfc\x00";

/** -1 where the font lacks it. */
function wideNumber(codes: Bytes, character: Bytes): number {
  let at = codes.indexOf(character);
  // Two characters may have this one between them.
  while ((at & 1) === 1 && at > 0) at = codes.indexOf(character, at + 1);
  return at < 0 ? -1 : FIRST_WIDE + at / 2;
}

function blockOf(font: BitmapFont, index: number): Bytes {
  const starts = font.starts;
  const at = index * 2;
  const from = starts.charCodeAt(at) * 256 + starts.charCodeAt(at + 1);
  return font.blocks.substring(from, starts.charCodeAt(at + 2) * 256 + starts.charCodeAt(at + 3));
}

/** Each column of dots twice. */
function doubled(columns: Bytes): Bytes {
  let out = "";
  for (const column of columns) out += column + column;
  return out;
}

/**
 * The dots of a text, a byte for each column, the upper eight and the lower eight: as many as fit into `columns` letters of
 * 8 dots, no character cut; twice as wide when `big`.
 */
export function dotsOf(font: BitmapFont, unpack: (packed: Bytes) => Bytes, text: Bytes, columns: number, big: boolean): Bytes[] {
  const end = Math.min(text.length, big ? columns >> 1 : columns);
  const codes = font.codes;
  /** Blocks that this text needs, by their number. */
  const open: Bytes[] = [];
  let upper = "";
  let lower = "";
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    const isWide = code >= DOUBLE_BYTE;
    if (isWide && ++at === end) break;
    const number = isWide ? wideNumber(codes, text.substr(at - 1, 2)) : code < LETTERS_END ? code - 32 : -1;
    if (number < 0) {
      upper += UNKNOWN_UPPER;
      lower += UNKNOWN_LOWER;
      if (!isWide) continue;
      upper += UNKNOWN_UPPER;
      lower += UNKNOWN_LOWER;
      continue;
    }
    const index = number >> BLOCK_BITS;
    const block = open[index] || (open[index] = unpack(blockOf(font, index)));
    const half = block.length >> 1;
    if (isWide) {
      const from = (number & IN_BLOCK) * WIDE_COLUMNS;
      upper += block.substr(from, WIDE_COLUMNS) + EMPTY;
      lower += block.substr(half + from, WIDE_COLUMNS) + EMPTY;
    } else {
      const from = (number & IN_BLOCK) * LETTER_COLUMNS;
      upper += EMPTY + block.substr(from, LETTER_COLUMNS);
      lower += EMPTY + block.substr(half + from, LETTER_COLUMNS);
    }
  }
  return big ? [doubled(upper), doubled(lower)] : [upper, lower];
}
