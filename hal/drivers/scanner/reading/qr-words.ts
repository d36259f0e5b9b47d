import type { RasterImage, Rasters } from "../../../ports/raster";

/** The largest version that is read: above it a picture of 160 x 120 carries none. */
export const VERSION_MAX = 6;
/** Correction words of a block and blocks, for levels M, L, H, Q in this order, by version (ISO/IEC 18004 table 9). */
const CORRECTION = [[10, 7, 17, 13], [16, 10, 28, 22], [26, 15, 22, 18], [18, 20, 16, 26], [24, 26, 22, 18], [16, 18, 28, 24]];
const BLOCKS = [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 2, 2], [2, 1, 4, 2], [2, 1, 4, 4], [4, 2, 4, 4]];
/** How many words of a block fewer may be mended than correction words allow, by version: the standard's guard against misreading. */
const GUARD = [[2, 3, 1, 1], [0, 2, 0, 0], [0, 1, 0, 0]];
/** Masks by number (ISO/IEC 18004 table 10): twelve rows of six modules, 1 turned over, six bits after six bits. */
const MASKS = [
  "\xa9\x5a\x95\xa9\x5a\x95\xa9\x5a\x95",
  "\xfc\x0f\xc0\xfc\x0f\xc0\xfc\x0f\xc0",
  "\x92\x49\x24\x92\x49\x24\x92\x49\x24",
  "\x90\x94\xa4\x25\x29\x09\x4a\x42\x52",
  "\xe3\x81\xc7\xe3\x81\xc7\xe3\x81\xc7",
  "\xfe\x09\x2a\x92\x0f\xe0\x92\xa9\x20",
  "\xff\x8d\xaa\xb6\x3f\xf8\xda\xab\x63",
  "\xa8\x78\xd5\xe1\xca\x87\x8d\x5e\x1c",
];
/** Modules of a row and rows of such a mask. */
const MASK_WIDTH = 6;
const MASK_HEIGHT = 12;

/** Columns that are put in order in a moment. */
const COLUMNS_A_TURN = 12;

/** A block of a code: data words, then correction words. */
export interface Block { words: Uint8Array; correction: number; most: number }

export interface Words {
  /** Begins with a version. */
  begin(version: number): void;
  /** Finds the order of the words, a few columns at a time; true when it is there. */
  order(): boolean;
  /** The words of a code whose modules are `cells`, rows of its size and one more, 1 dark. */
  blocks(cells: Uint8Array, level: number, mask: number): Block[];
}

export function openWords(rasters: Rasters): Words {
  const binary = new Uint16Array([0, 1]);
  const ones = new Uint16Array([1, 1]);
  let version = 0;
  let size = 0;
  let stride = 0;
  let free: Uint8Array;
  let places = new Uint16Array(0);
  let count = 0;
  let right = 0;

  /** Everything but data becomes 0. */
  function freeCells(): Uint8Array {
    const all = rasters.create(stride, stride, 8);
    const dot: RasterImage = { width: 2, height: 2, bpp: 1, buffer: new Uint8Array(1), palette: ones };
    all.setClipRect(0, 0, size - 1, size - 1).drawImage(dot, stride >> 1, stride >> 1, { scale: stride, rotate: 0 });
    all.setClipRect(0, 0, 8, 8).clear();
    all.setClipRect(size - 8, 0, size, 8).clear();
    all.setClipRect(0, size - 8, 8, size).clear();
    all.setClipRect(6, 0, 6, size).clear();
    all.setClipRect(0, 6, size, 6).clear();
    if (version > 1) all.setClipRect(size - 9, size - 9, size - 5, size - 5).clear();
    return new Uint8Array(all.buffer);
  }

  /** Bits of cells in the order of the words, eight to a byte. */
  function gather(cells: Uint8Array): Uint8Array {
    const bits = new Uint8Array(places.length);
    rasters.gather(places, bits, cells);
    const packed = rasters.create(bits.length, 1, 1);
    packed.drawImage({ width: bits.length, height: 1, bpp: 8, buffer: bits }, 0, 0);
    return new Uint8Array(packed.buffer);
  }

  function maskWords(mask: number): Uint8Array {
    const text = MASKS[mask] as string;
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    const tile: RasterImage = { width: MASK_WIDTH, height: MASK_HEIGHT, bpp: 1, buffer: bytes, palette: binary };
    const cells = rasters.create(stride, stride, 8);
    for (let y = 0; y < stride; y += MASK_HEIGHT) {
      for (let x = 0; x < stride; x += MASK_WIDTH) cells.drawImage(tile, x, y);
    }
    return gather(new Uint8Array(cells.buffer));
  }

  return {
    begin(next: number): void {
      if (next === version && right <= 0) return;
      version = next;
      size = version * 4 + 17;
      stride = size + 1;
      free = freeCells();
      places = new Uint16Array(size * size);
      count = 0;
      right = size - 1;
    },
    order(): boolean {
      if (right <= 0) return true;
      // A zigzag of two columns (ISO/IEC 18004, 7.7.3), which leaves out the column of the clock.
      const end = Math.max(0, right - COLUMNS_A_TURN);
      for (; right > end; right -= 2) {
        if (right === 6) right = 5;
        const isUp = (right + 1 & 2) === 0;
        let at = right + (isUp ? (size - 1) * stride : 0);
        const step = isUp ? -stride : stride;
        for (let left = size; left > 0; left--) {
          if (free[at]) places[count++] = at;
          if (free[at - 1]) places[count++] = at - 1;
          at += step;
        }
      }
      if (right > 0) return false;
      places = new Uint16Array(places.buffer, 0, count & -8);
      return true;
    },
    blocks(cells: Uint8Array, level: number, mask: number): Block[] {
      const words = gather(cells);
      const turned = maskWords(mask);
      const total = words.length;
      for (let i = 0; i < total; i++) words[i] = (words[i] as number) ^ (turned[i] as number);
      const correction = (CORRECTION[version - 1] as number[])[level] as number;
      const parts = (BLOCKS[version - 1] as number[])[level] as number;
      const guard = version < 4 ? (GUARD[version - 1] as number[])[level] as number : 0;
      const data = total - correction * parts;
      const short = Math.floor(data / parts);
      const firstLong = parts - (data - short * parts);
      const list: Block[] = [];
      for (let block = 0; block < parts; block++) {
        const length = short + (block < firstLong ? 0 : 1);
        const own = new Uint8Array(length + correction);
        for (let i = 0; i < short; i++) own[i] = words[i * parts + block] as number;
        if (length > short) own[short] = words[short * parts + block - firstLong] as number;
        for (let i = 0; i < correction; i++) own[length + i] = words[data + i * parts + block] as number;
        list.push({ words: own, correction: correction, most: correction - guard >> 1 });
      }
      return list;
    },
  };
}
