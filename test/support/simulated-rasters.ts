import type { Raster, Rasters } from "../../hal/ports/raster";
import { toBytes } from "../../sim/bytes";
import { makeBulk } from "../../sim/espruino/bulk";
import { makeGraphics } from "../../sim/espruino/graphics";

const fail = (message: string): never => {
  throw new Error(message);
};
const { methods, create } = makeGraphics(fail, (bytes) => new ArrayBuffer(bytes));
const { sum, variance, convolve, mapInPlace } = makeBulk(fail);

/** The interpreter's pictures as its stand-in has them, for drivers that run in Node. */
export const simulatedRasters: Rasters = {
  create: (width, height, bpp, memory) => create(Object.create(methods), width, height, bpp, memory) as Raster,
  text: (dots) => toBytes(ArrayBuffer.isView(dots) ? new Uint8Array(dots.buffer, dots.byteOffset, dots.byteLength) : new Uint8Array(dots)),
  sum,
  variance,
  convolve,
  gather: mapInPlace,
};
