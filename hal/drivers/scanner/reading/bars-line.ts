import type { Bytes } from "../../../ports/bytes";
import type { GreyPicture } from "../../../ports/camera";
import type { Raster, RasterImage, Rasters } from "../../../ports/raster";

/** A line across a strip of 320 by 60 dots, made sharp. */
export interface Line {
  /** Takes a picture. False: it is of one grey. */
  begin(picture: GreyPicture): boolean;
  /** Slants the lines that follow as the bars do, as far as a strip has room for it. */
  measureSlant(): void;
  /** From now on the picture is upside down. */
  turnRound(): void;
  /** Draws the line so many dots above the middle, and gives it as "1" for each dark dot and "0" for each light one. */
  draw(above: number): Bytes;
  /** The line that was drawn last, in levels: the darker the lower, 128 is as dark as its surroundings. */
  readonly dots: Uint8Array;
}

export const LINE_DOTS = 320;
const ROWS = 60;
/** Of a dot before it is made sharp: three times that and less three times that, a dot is still within a byte. */
const LEVELS = 42;
/** What is not darker than its surroundings by more than that is light: paper then has no edges. */
const DARKER = 1;
/** Variance of a picture in which nothing is to be seen. */
const FLAT = 60;
/** The surroundings of a dot: means of so many dots for each sixteen, in four bands of sixteen rows. */
const SURROUNDINGS = 32;
const TILE = 16;
/** Rows so far apart are laid over each other, shifted by so many dots at most. */
const SLANT_ROWS = 20;
const SLANT_SHIFT_MAX = 8;
/** In radians. Less is not worth the dots that a slanted line loses; bars as high as a strip bear more than it has. */
const SLANT_MAX = 0.12;
const SLANT_SHIFT_LEAST = 4;
const BANDS = 4;

/** Memory for lines; large, so let it go between pictures that are far apart. */
export function openLine(rasters: Rasters): Line {
  const grounds: Raster[] = [];
  const words: Int32Array[] = [];
  for (let at = 0; at < 6; at++) {
    grounds.push(rasters.create(LINE_DOTS, 1, 8));
    words.push(new Int32Array(grounds[at]!.buffer));
  }
  const sharp = rasters.create(LINE_DOTS, 1, 8);
  const sharpWords = new Uint32Array(sharp.buffer);
  const sharpDots = new Uint8Array(sharp.buffer);
  // The rest of it is neither light nor dark.
  const bits = rasters.create(LINE_DOTS + 8, 1, 8);
  const ramp = rasters.create(256, 1, 8);
  const means = new Uint8Array((LINE_DOTS / TILE) * BANDS);
  const palette = new Uint16Array(256);
  const threshold = new Uint16Array(256);
  for (let at = 0; at < 256; at++) threshold[at] = at < 128 - DARKER ? 49 : 48;
  // Three rows, since of an image that is drawn larger the first may be missing.
  const levels = new Uint8Array(3 * LEVELS);
  for (let at = 0; at < 3 * LEVELS; at++) levels[at] = at % LEVELS;
  const window = new Uint8Array(SURROUNDINGS);
  for (let at = 0; at < SURROUNDINGS; at++) window[at] = 1;
  const image: RasterImage = { width: LINE_DOTS, height: ROWS, bpp: 8, buffer: means };
  const surroundings: RasterImage = { width: LINE_DOTS / TILE, height: BANDS, bpp: 8, buffer: means, palette: palette };
  const outcome: RasterImage = { width: LINE_DOTS, height: 1, bpp: 8, buffer: sharpDots, palette: threshold };
  let turn = 0;

  /** Spreads these levels of a picture over few. */
  function spread(low: number, high: number): void {
    ramp.clear(true);
    const rising: RasterImage = { width: LEVELS, height: 3, bpp: 8, buffer: levels };
    ramp.drawImage(rising, (low + high) >> 1, 0, { scale: (high - low) / LEVELS, rotate: 0 });
    // The ramp may end a little early.
    const top = new Uint8Array(levels.buffer, LEVELS - 1, 1);
    ramp.drawImage({ width: 1, height: 1, bpp: 8, buffer: top }, high - 3, 0, { scale: 256 });
    rasters.gather(new Uint8Array(ramp.buffer), palette);
  }

  /** The means round every sixteenth dot of the middle row of each band. */
  function measureSurroundings(dots: Uint8Array): void {
    let to = 0;
    for (let band = 0; band < BANDS; band++) {
      const row = new Uint8Array(dots.buffer, dots.byteOffset + (6 + band * TILE) * LINE_DOTS, LINE_DOTS);
      for (let at = 0; at < LINE_DOTS; at += TILE) {
        const from = Math.min(LINE_DOTS - SURROUNDINGS, Math.max(0, at + (TILE - SURROUNDINGS) / 2));
        means[to++] = rasters.convolve(window, row, from) / SURROUNDINGS;
      }
    }
  }

  return {
    dots: sharpDots,
    begin: function (picture: GreyPicture): boolean {
      const sample = rasters.create(LINE_DOTS / 4, ROWS / 4, 8);
      image.buffer = picture.dots;
      delete image.palette;
      sample.drawImage(image, 0, 0, { scale: 0.25 });
      const count = (LINE_DOTS / 4) * (ROWS / 4);
      const mean = rasters.sum(sample.buffer) / count;
      const variance = rasters.variance(sample.buffer, mean) / count;
      if (variance < FLAT) return false;
      const reach = 2 * Math.sqrt(variance);
      spread(Math.max(0, mean - reach) | 0, Math.min(255, mean + reach) | 0);
      measureSurroundings(picture.dots);
      image.palette = palette;
      turn = 0;
      return true;
    },
    measureSlant: function (): void {
      const way = { scale: 1, rotate: 0 };
      const upper = new Uint8Array(grounds[0]!.clear(true).drawImage(image, LINE_DOTS / 2, SLANT_ROWS / 2, way).buffer);
      const lower = new Uint8Array(grounds[1]!.clear(true).drawImage(image, LINE_DOTS / 2, -SLANT_ROWS / 2, way).buffer);
      let most = 0;
      let shift = 0;
      for (let at = -SLANT_SHIFT_MAX; at <= SLANT_SHIFT_MAX; at++) {
        // The list is a ring, so that how light the rows are does not matter.
        const alike = rasters.convolve(upper, lower, (at + LINE_DOTS) % LINE_DOTS);
        if (alike > most) {
          most = alike;
          shift = at;
        }
      }
      if (Math.abs(shift) >= SLANT_SHIFT_LEAST) turn = shift < 0 ? -SLANT_MAX : SLANT_MAX;
    },
    turnRound: function (): void {
      turn = turn < 2 ? turn + Math.PI : turn - Math.PI;
    },
    draw: function (above: number): Bytes {
      // Three lines beside each other, the middle one again a dot to the left and to the right, and the surroundings.
      const way = { scale: 1, rotate: turn };
      const middle = LINE_DOTS / 2;
      for (let at = 0; at < 3; at++) grounds[at]!.clear(true).drawImage(image, middle, above + at - 1, way);
      grounds[3]!.clear(true).drawImage(image, middle - 1, above, way);
      grounds[4]!.clear(true).drawImage(image, middle + 1, above, way);
      grounds[5]!.clear(true).drawImage(surroundings, middle, above, { scale: TILE, rotate: turn });
      const upper = words[0]!;
      const here = words[1]!;
      const lower = words[2]!;
      const left = words[3]!;
      const right = words[4]!;
      const around = words[5]!;
      // Four dots at once: no byte of a sum runs over into the next.
      for (let at = 0; at < LINE_DOTS / 4; at++) {
        sharpWords[at] = upper[at]! + here[at]! + lower[at]! - left[at]! - right[at]! - around[at]! + 0x80808080;
      }
      bits.drawImage(outcome, 0, 0);
      return rasters.text(bits.buffer);
    },
  };
}
