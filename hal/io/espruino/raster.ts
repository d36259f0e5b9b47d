import type { Rasters } from "../../ports/raster";

/** The interpreter's calls themselves: there is nothing between them and who calls. */
export function openRasters(): Rasters {
  return {
    create: Graphics.createArrayBuffer,
    text: E.toString,
    sum: E.sum,
    variance: E.variance,
    convolve: E.convolve,
    gather: E.mapInPlace,
  };
}
