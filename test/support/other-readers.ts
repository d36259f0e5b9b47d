import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { scanGrayBuffer } from "@undecaf/zbar-wasm";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** A grey picture: a byte a dot, row by row, 255 is white. */
export interface Picture { width: number; height: number; dots: ArrayLike<number> }

const wasm = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
// Without the bytes it would fetch them from a network.
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

/** What zxing-cpp reads, its options at their most thorough: the texts of all codes of these kinds. */
export async function readByZXing(
  { width, height, dots }: Picture, formats: ("Code128" | "QRCode")[] = ["Code128", "QRCode"],
): Promise<string[]> {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) data.fill(dots[at]!, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4);
  const image = { data, width, height, colorSpace: "srgb" } as Parameters<typeof readBarcodes>[0];
  const found = await readBarcodes(image, { formats, tryHarder: true, maxNumberOfSymbols: 4 });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}

/** What zbar reads: the texts of all codes. */
export async function readByZBar({ width, height, dots }: Picture): Promise<string[]> {
  const symbols = await scanGrayBuffer(Uint8Array.from(dots).buffer, width, height);
  return symbols.map((symbol) => symbol.decode());
}
