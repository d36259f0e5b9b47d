import type { GreyPicture } from "../../../ports/camera";
import type { Raster, RasterImage, Rasters } from "../../../ports/raster";
import type { Grid } from "./qr-corners";
import type { Thresholds } from "./qr-threshold";
import { PLAIN } from "./qr-threshold";

/** A module is as dark as the mean of so many a side around it, and so are all of its block. */
const AROUND = 11;
const BLOCK = 5;

/** Reads the modules of a code, a dot of the picture each. Rows have a dot more than the code: halves must be whole. */
export interface Sampling {
  /** Begins with a grid. False where it leaves the picture. */
  begin(grid: Grid): boolean;
  /** Samples row `row`. */
  row(row: number): void;
  /** Begins to tell dark from light, once all rows are there; `share` of the light around is the threshold. */
  judge(share: number, inverted: boolean): void;
  /** Goes on with that: 1 for dark, 0 for light, when it is done. */
  cells(): Uint8Array | undefined;
}

export function openSampling(rasters: Rasters, thresholds: Thresholds, picture: GreyPicture): Sampling {
  const dots = picture.dots;
  const width = picture.width;
  let grid: Grid;
  let size = 0;
  let stride = 0;
  let grey: Raster;
  let levels: Uint8Array;
  let out: Raster;
  let kernel: Uint8Array;
  let factor = 0;
  let inverted = false;
  let top = 0;

  function isInside(column: number, row: number): boolean {
    const w = grid.w + column * grid.columnW + row * grid.rowW;
    const x = (grid.x + column * grid.columnX + row * grid.rowX) / w;
    const y = (grid.y + column * grid.columnY + row * grid.rowY) / w;
    return w > 0 && x >= 0 && x < width && y >= 0 && y < picture.height;
  }

  return {
    begin(next: Grid): boolean {
      grid = next;
      if (grid.size !== size) {
        size = grid.size;
        stride = size + 1;
        grey = rasters.create(stride, stride, 8);
        levels = new Uint8Array(grey.buffer);
      }
      const last = size - 1;
      return isInside(0, 0) && isInside(last, 0) && isInside(0, last) && isInside(last, last);
    },
    row(row: number): void {
      let x = grid.x + row * grid.rowX;
      let y = grid.y + row * grid.rowY;
      let w = grid.w + row * grid.rowW;
      const dx = grid.columnX, dy = grid.columnY, dw = grid.columnW;
      const end = row * stride + size;
      for (let at = row * stride; at < end; at++) {
        levels[at] = dots[(x / w | 0) + (y / w | 0) * width] as number;
        x += dx;
        y += dy;
        w += dw;
      }
    },
    judge(share: number, isInverted: boolean): void {
      inverted = isInverted;
      kernel = new Uint8Array((AROUND - 1) * stride + AROUND);
      for (let at = 0; at < kernel.length; at += stride) kernel.fill(1, at, at + AROUND);
      factor = share / (AROUND * AROUND);
      out = rasters.create(stride, stride, 8);
      top = 0;
    },
    cells(): Uint8Array | undefined {
      const image: RasterImage = { width: stride, height: stride, bpp: 8, buffer: levels };
      const middle = stride >> 1;
      const most = size - AROUND;
      const windowTop = Math.max(0, Math.min(most, top - 3));
      for (let left = 0; left < size; left += BLOCK) {
        const windowLeft = Math.max(0, Math.min(most, left - 3));
        const mean = rasters.convolve(kernel, levels, windowTop * stride + windowLeft) * factor | 0;
        image.palette = thresholds.palette(Math.min(mean, 255), inverted);
        out.setClipRect(left, top, Math.min(left + BLOCK, size) - 1, Math.min(top + BLOCK, size) - 1);
        out.drawImage(image, middle, middle, PLAIN);
      }
      top += BLOCK;
      return top < size ? undefined : new Uint8Array(out.buffer);
    },
  };
}
