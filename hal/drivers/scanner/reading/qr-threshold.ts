import type { Raster, RasterImage, Rasters } from "../../../ports/raster";
import type { GreyPicture } from "../../../ports/camera";

/** Dots of the side of a tile with a threshold of its own. */
const TILE = 16;
/** Rows of tiles. What the interpreter's filter looks at lies lower than it should, so the first is the highest. */
export const BANDS = 6;
const BAND_TOP = 14;

/** Where the middle of the image comes to lie is told then, and nothing outside of the clip is looked at. */
export const PLAIN = { scale: 1, rotate: 0 };

/** Makes black and white of grey, each place by the light around it. */
export interface Thresholds {
  /** A palette that makes 1 of what is darker than `threshold`, or, `inverted`, of what is not. */
  palette(threshold: number, inverted: boolean): Uint16Array;
  /** Measures the light of a picture; `share` of it is to be the threshold. */
  begin(picture: GreyPicture, share: number, inverted: boolean): void;
  /** Draws a band of the picture, one of `BANDS`, as one bit a dot, 1 dark. */
  draw(band: number, to: Raster): void;
}

/**
 * Thresholds by native calls: means of tiles by drawing smaller and smaller, then a draw with a clip and a palette for each
 * run of tiles that agree. Some six thousand tokens a picture of 160 x 120.
 */
export function openThresholds(rasters: Rasters): Thresholds {
  // Ones, zeros, ones: a view of 256 that begins later has another threshold, or its opposite.
  const steps = new Uint16Array(768);
  steps.fill(1, 0, 256);
  steps.fill(1, 512);
  let share = 1;
  let inverted = false;
  let columns = 0;
  let framed: Uint8Array;
  let kernel: Uint8Array;
  let image: RasterImage;

  function palette(threshold: number, inverted: boolean): Uint16Array {
    return new Uint16Array(steps.buffer, (inverted ? 1024 : 512) - 2 * threshold, 256);
  }

  /** Half as large each way, without a filter. */
  function thinned(from: RasterImage | Raster, width: number, height: number): Raster {
    return rasters.create(width, height, 8).drawImage(from, 0, 0, { scale: 0.5 });
  }

  /** Half as large each way, by means. Of the last row they would leave what was there before. */
  function halved(from: RasterImage | Raster, width: number, height: number): Raster {
    const to = rasters.create(width, height, 8);
    to.drawImage(from, 0, 0, { scale: 0.5, filter: true });
    return to.setClipRect(0, height - 1, width - 1, height - 1).drawImage(from, 0, 0, { scale: 0.5 });
  }

  /** Means of the tiles with a frame of their likes around them, rows of `columns + 2`. */
  function means(picture: GreyPicture): Uint8Array {
    const width = picture.width;
    const height = picture.height;
    const grey: RasterImage = { width: width, height: height, bpp: 8, buffer: picture.dots };
    let small = thinned(grey, width >> 1, height >> 1);
    small = halved(small, width >> 2, height >> 2);
    small = halved(small, width >> 3, height >> 3);
    // An odd row at the bottom would push all others half a dot up.
    const even: RasterImage = { width: width >> 3, height: 2 * BANDS + 2, bpp: 8, buffer: small.buffer };
    small = halved(even, columns, BANDS + 1);
    const framed = new Uint8Array((columns + 2) * (BANDS + 2));
    for (let row = 0; row < BANDS + 2; row++) {
      const source = Math.min(BANDS - 1, Math.max(0, row - 1)) * columns;
      const tiles = new Uint8Array(small.buffer, source, columns);
      const at = row * (columns + 2);
      framed.set(tiles, at + 1);
      framed[at] = tiles[0] as number;
      framed[at + columns + 1] = tiles[columns - 1] as number;
    }
    return framed;
  }

  return {
    palette: palette,
    begin(next: GreyPicture, part: number, isInverted: boolean): void {
      share = part;
      inverted = isInverted;
      columns = next.width / TILE;
      framed = means(next);
      image = { width: next.width, height: next.height, bpp: 8, buffer: next.dots };
      kernel = new Uint8Array(2 * columns + 7);
      kernel.set([1, 2, 1]);
      kernel.set([2, 4, 2], columns + 2);
      kernel.set([1, 2, 1], 2 * columns + 4);
    },
    draw(band: number, to: Raster): void {
      const middleX = image.width >> 1;
      const middleY = image.height >> 1;
      const top = band > 0 ? BAND_TOP + band * TILE : 0;
      const bottom = band + 1 < BANDS ? BAND_TOP + band * TILE + TILE - 1 : image.height - 1;
      const first = band * (columns + 2);
      let left = 0;
      let last = -1;
      for (let column = 0; column <= columns; column++) {
        const threshold = column < columns ? rasters.convolve(kernel, framed, first + column) * share >> 6 << 2 : -2;
        if (threshold === last) continue;
        if (last >= 0) {
          image.palette = palette(last, inverted);
          to.setClipRect(left, top, column * TILE - 1, bottom).drawImage(image, middleX, middleY, PLAIN);
          left = column * TILE;
        }
        last = Math.min(threshold, 255);
      }
    },
  };
}
