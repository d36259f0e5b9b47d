import type { Bytes } from "./bytes";

// What would be a hundred thousand steps of a loop is a few dozen of these calls. Costs are in passes of a loop that adds up
// its counter, some eleven tokens each (docs/reference/pictures.md; a call by itself is two of them).

/** Dots to draw: their first row is the top one, bits of a byte count from the highest. */
export interface RasterImage {
  width: number;
  height: number;
  /**
   * Rows of one bit follow each other without a gap: a width that is no multiple of eight starts rows inside of bytes. Of
   * sixteen bits, without a palette, a raster of eight keeps the second byte: the grey of a camera's pairs.
   */
  bpp: 1 | 8 | 16;
  /** All of `width * height` dots, in a buffer or a view of it; a plain list stops the interpreter. */
  buffer: ArrayBuffer | Uint8Array | Uint8ClampedArray;
  /**
   * What each dot becomes: 256 values, or 2 for one bit, where it would else be the ground and the colour of what is drawn
   * on. It may be a view into a larger array: shifting the view is how a threshold is chosen without memory. It must lie in
   * one piece, so make it early. Onto one bit it may hold 0 and 1 alone: others differ from board to board.
   */
  palette?: Uint16Array;
}

/** How to draw. With any of these, `x` and `y` stay whole numbers: there is no shift by a part of a dot. */
export interface RasterDrawing {
  /**
   * So many dots for one. Without `rotate` a whole number has to be a power of two: for others the interpreter has a way
   * of its own on a PC.
   */
  scale?: number;
  /** Clockwise, in radians. With it, 0 included, `x` and `y` are where the middle of the image comes to lie. */
  rotate?: number;
  /**
   * The mean of four dots, where `scale` is below 0.75, onto eight bits. The second pair is taken three rows below the
   * first where `scale` is 0.5, and of a dot outside of the image the value is whatever was there before: what is drawn
   * of the last two rows, and of odd sizes, has to be drawn again without a filter.
   */
  filter?: boolean;
}

/** A drawing ground of the interpreter's own: dots in memory. */
export interface Raster {
  readonly buffer: ArrayBuffer;
  /**
   * Draws an image, or another raster (of one bit, or eight), with its top left corner at x, y; what lies outside of the
   * clip stays as it is. 0.007 a dot, 0.011 turned or scaled, 0.04 filtered. `rotate: 0` walks over the dots of the clip
   * alone; without it all those before it are walked over.
   */
  drawImage(image: RasterImage | Raster, x: number, y: number, drawing?: RasterDrawing): Raster;
  /** Nothing outside of these corners, which belong to it, changes until the next call. They are moved inside the raster. */
  setClipRect(left: number, top: number, right: number, bottom: number): Raster;
  /** All dots inside the clip become 0: 1 for 2,000. With true the clip is the whole again first. */
  clear(everything?: boolean): Raster;
  /** One dot, 0 outside: 2. For many take the buffer. */
  getPixel(x: number, y: number): number;
}

/** Numbers in a row. */
export type Dots = Uint8Array | Uint8ClampedArray | Int8Array | Uint16Array | Int16Array | Int32Array | Float32Array;

/** Work on many dots at once. */
export interface Rasters {
  /**
   * All dots are 0. Large ones need memory in one piece: make them once, at the start. 3 to 12, and a variable for 14 bytes.
   * @param memory what to draw on instead of memory of its own, with the dots that it has: several can share it in turn
   */
  create(width: number, height: number, bpp: 1 | 8, memory?: { buffer: ArrayBuffer | Uint8Array }): Raster;
  /**
   * The dots as characters, 2 for any number: to search and to split, 0.03 to 0.04 a character. It may be the dots' own memory:
   * use it before they change. `indexOf` finds the beginning of a pattern at the very end: keep other dots behind what is
   * searched. Do not add to it.
   */
  text(dots: ArrayBuffer | Dots): Bytes;
  /** 0.015 each. */
  sum(dots: ArrayLike<number> | ArrayBuffer): number;
  /** The sum, not the mean, of the squares of what each is away from `mean`. 0.015 each. */
  variance(dots: ArrayLike<number> | ArrayBuffer, mean: number): number;
  /** The sum of `kernel[i] * dots[from + i]`, beginning again behind the last; 0.05 a tap, and 1 for 240 of `from`. */
  convolve(kernel: ArrayLike<number>, dots: ArrayLike<number>, from: number): number;
  /**
   * Each of `from` becomes `map[it]` in `to`, as far as both reach: 0.1 each, for hundreds and not for frames. `bits` takes so many
   * bits at a time, the highest first: 1 unpacks them. What `map` has not is 0.
   */
  gather(from: Dots, to: Dots, map?: Dots, bits?: number): void;
}
