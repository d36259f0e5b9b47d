import { createContext, runInContext } from "node:vm";
import {
  BarcodeFormat, BinaryBitmap, Code128Reader, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource,
} from "@zxing/library";
import { build } from "esbuild";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { toCode128, toQr } from "../../../sim/wallet/symbols";
import { World } from "./support";

/** A picture of modules, `scale` pixels each, with a quiet zone of `quiet` modules, for a decoder that is not ours. */
function photograph(rows: boolean[][], scale: number, quiet: number): BinaryBitmap {
  const width = (rows[0]!.length + 2 * quiet) * scale;
  const height = (rows.length + 2 * quiet) * scale;
  const pixels = new Uint8ClampedArray(width * height).fill(255);
  rows.forEach((row, y) => row.forEach((dark, x) => {
    for (let dy = 0; dark && dy < scale; dy++) {
      const from = ((y + quiet) * scale + dy) * width + (x + quiet) * scale;
      pixels.fill(0, from, from + scale);
    }
  }));
  return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(pixels, width, height)));
}

function readBars(modules: string): string {
  const row = [...modules].map((module) => module === "1");
  const picture = photograph(Array.from({ length: 30 }, () => row), 2, 10);
  return new Code128Reader().decode(picture, new Map([[DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128]]])).getText();
}

function readQr(matrix: boolean[][]): string {
  return new QRCodeReader().decode(photograph(matrix, 3, 4)).getText();
}

test("an independent decoder reads a payment code from the phone's bar code and from its QR", () => {
  const { people } = new World();
  for (const wallet of ["mainland", "hongkong", "southafrica", "malaysia"] as const) {
    const { screen } = people.add({ wallet });
    for (let n = 0; n < 5; n++) {
      const code = screen.refresh();
      assert.equal([readBars(screen.bars), readQr(screen.matrix)], [code, code]);
    }
  }
});

test("the bar code is set C from end to end: 18 digits in 12 symbols of 11 modules and the long stop", () => {
  const bars = toCode128("134567890123456789");
  assert.is(bars.length, 11 * 11 + 13);
  assert.ok(bars.startsWith("11010011100") && bars.endsWith("1100011101011"));
});

test("the bar code takes pairs of digits only", () => {
  for (const bad of ["", "1", "123", "1a", "15 "]) assert.throws(() => toCode128(bad), /pairs of digits/);
});

test("a QR holds any text, in the smallest version that does", () => {
  const texts = [
    "134567890123456789", "weixin://wxpay/bizpayurl?pr=xT4uz0N00", "https://example.com/?a=1&b=%2F", "x".repeat(300),
  ];
  for (const text of texts) assert.is(readQr(toQr(text)), text);
  assert.equal(texts.map((text) => (toQr(text).length - 17) / 4), [1, 3, 3, 13]);
});

test("both are drawn where there is neither Node nor a page", async () => {
  const { outputFiles } = await build({
    entryPoints: ["sim/wallet/symbols.ts"], bundle: true, write: false, format: "iife", globalName: "symbols",
  });
  const drawn = runInContext(`${outputFiles[0]!.text}; [symbols.toCode128("15"), symbols.toQr("15").length]`, createContext({}));
  assert.equal([...drawn], [toCode128("15"), 21]);
});

test.run();
