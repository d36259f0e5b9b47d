import type { Bytes } from "../../hal/ports/bytes";
import { codewordsOf, versionFor } from "./codewords";

/** Modules are characters: light, dark, and what no pattern has taken yet. */
const LIGHT = 48;
const DARK = 49;
const FREE = 0;
/** Level M with mask 0, as it stands beside the finders: the two are always the same here. */
const FORMAT = 0x5412;

function square(grid: Uint8Array, size: number, left: number, top: number, width: number, module: number): void {
  for (let y = top; y < top + width; y++) {
    for (let x = left; x < left + width; x++) {
      if (x >= 0 && y >= 0 && x < size && y < size) grid[y * size + x] = module;
    }
  }
}

/** A finder with its light border; the centre is given. */
function finder(grid: Uint8Array, size: number, x: number, y: number): void {
  square(grid, size, x - 4, y - 4, 9, LIGHT);
  square(grid, size, x - 3, y - 3, 7, DARK);
  square(grid, size, x - 2, y - 2, 5, LIGHT);
  square(grid, size, x - 1, y - 1, 3, DARK);
}

/** Alignment patterns: one in versions 2 to 6, six more rows and columns of them from 7 on. */
function alignments(grid: Uint8Array, size: number, version: number): void {
  const far = size - 7;
  const places = version < 7 ? [far] : [6, (far + 6) / 2, far];
  for (const y of places) {
    for (const x of places) {
      // Not where a finder is.
      if ((x === 6 && y !== places[1]) || (y === 6 && x !== places[1])) continue;
      square(grid, size, x - 2, y - 2, 5, DARK);
      square(grid, size, x - 1, y - 1, 3, LIGHT);
      grid[y * size + x] = DARK;
    }
  }
}

function setBit(grid: Uint8Array, at: number, bits: number, bit: number): void {
  grid[at] = (bits >> bit) & 1 ? DARK : LIGHT;
}

/** Both copies of the format (ISO/IEC 18004, 7.9), and the one module that is always dark. */
function formats(grid: Uint8Array, size: number): void {
  for (let bit = 0; bit < 15; bit++) {
    const down = bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit;
    const along = bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit;
    setBit(grid, down * size + 8, FORMAT, bit);
    setBit(grid, 8 * size + along, FORMAT, bit);
  }
  grid[(size - 8) * size + 8] = DARK;
}

/** Both copies of the version, from 7 on (ISO/IEC 18004, 7.10). */
function versions(grid: Uint8Array, size: number, version: number): void {
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let bit = 0; bit < 18; bit++) {
    const near = Math.floor(bit / 3);
    const far = size - 11 + bit % 3;
    setBit(grid, far * size + near, bits, bit);
    setBit(grid, near * size + far, bits, bit);
  }
}

/** The data in its zigzag of two columns, mask 0 laid over it. */
function place(grid: Uint8Array, size: number, words: Uint8Array): void {
  const count = words.length * 8;
  let bit = 0;
  let upward = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) {
      const y = upward ? size - 1 - i : i;
      for (let x = right; x > right - 2; x--) {
        const at = y * size + x;
        if (grid[at] !== FREE) continue;
        const dark = bit < count ? ((words[bit >> 3] as number) >> (7 - (bit & 7))) & 1 : 0;
        // Where row and column add up to an even number the mask turns the module over.
        grid[at] = LIGHT + (dark ^ ((x + y + 1) & 1));
        bit++;
      }
    }
    upward = !upward;
  }
}

function rowsOf(grid: Uint8Array, size: number): Bytes[] {
  const rows: Bytes[] = [];
  for (let y = 0; y < size; y++) {
    let row = "";
    for (let x = 0; x < size; x++) row += grid[y * size + x] === DARK ? "1" : "0";
    rows.push(row);
  }
  return rows;
}

/** A QR code as `codeOf` gives it, made anew. */
export function makeCode(text: Bytes): Bytes[] {
  const version = versionFor(text.length);
  if (version === 0) return [];
  const size = version * 4 + 17;
  const grid = new Uint8Array(size * size);
  for (let i = 8; i < size - 8; i++) {
    grid[6 * size + i] = i & 1 ? LIGHT : DARK;
    grid[i * size + 6] = i & 1 ? LIGHT : DARK;
  }
  if (version > 1) alignments(grid, size, version);
  finder(grid, size, 3, 3);
  finder(grid, size, size - 4, 3);
  finder(grid, size, 3, size - 4);
  formats(grid, size);
  if (version > 6) versions(grid, size, version);
  place(grid, size, codewordsOf(text, version));
  return rowsOf(grid, size);
}
