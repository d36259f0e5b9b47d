import { readCode } from "../../sim/phone/lens";

const QUIET = 4;
const SCALE = 4;

/** Reads the QR code in a picture, a byte for each pixel, with a decoder that is none of ours. */
export function decodePixels(pixels: Uint8ClampedArray, widthPx: number, heightPx: number): string {
  const text = readCode({ data: pixels, widthPx, heightPx });
  if (text === undefined) throw new Error("no code can be read in the picture");
  return text;
}

/** Reads rows of modules. */
export function decodeRows(rows: readonly string[]): string {
  const size = (rows.length + 2 * QUIET) * SCALE;
  const pixels = new Uint8ClampedArray(size * size).fill(255);
  rows.forEach((row, y) => [...row].forEach((module, x) => {
    if (module !== "1") return;
    for (let dy = 0; dy < SCALE; dy++) {
      const start = ((y + QUIET) * SCALE + dy) * size + (x + QUIET) * SCALE;
      pixels.fill(0, start, start + SCALE);
    }
  }));
  return decodePixels(pixels, size, size);
}
