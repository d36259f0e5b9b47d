import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Rasters } from "../../../hal/ports/raster";
import { describeInterpreter, findInterpreters } from "../../../scripts/device/interpreters";
import { makeStandIn } from "../../sim/espruino/support";
import { simulatedRasters } from "../../support/simulated-rasters";
import { runInInterpreter, runInStandIn } from "./run-in-interpreter";

const IMPORT = 'import { openRasters } from "./raster";';

/** A dark bar in a picture: found, made smaller, put above a threshold, counted and gathered. */
function look(rasters: Rasters, tell: (value: unknown) => void): void {
  const picture = rasters.create(16, 8, 8);
  const dots = new Uint8Array(picture.buffer);
  for (let index = 0; index < 128; index++) dots[index] = index % 16 > 4 && index % 16 < 9 ? 40 : 200 + (index % 7);
  const half = rasters.create(8, 4, 8);
  half.drawImage(picture, 4, 2, { scale: 0.5, rotate: 0 });
  tell([rasters.sum(half.buffer), rasters.variance(half.buffer, 150), half.getPixel(3, 1)]);
  const palette = new Uint16Array(512);
  for (let index = 0; index < 256; index++) palette[index] = 1;
  const dark = rasters.create(16, 8, 1);
  const image = { width: 16, height: 8, bpp: 8 as const, buffer: dots, palette: new Uint16Array(palette.buffer, 512 - 2 * 100, 256) };
  dark.setClipRect(0, 0, 15, 2).drawImage(image, 0, 0);
  tell([rasters.sum(dark.buffer), dark.getPixel(5, 0), dark.getPixel(4, 0), dark.getPixel(5, 3)]);
  const row = rasters.create(16, 1, 8);
  row.drawImage({ width: 16, height: 1, bpp: 1, buffer: new Uint8Array(dark.buffer), palette: new Uint16Array([48, 49]) }, 0, 0);
  const text = rasters.text(row.buffer);
  tell([text, text.split("01").length, text.indexOf("10")]);
  const bits = new Uint8Array(16);
  rasters.gather(new Uint8Array(dark.buffer), bits, undefined, 1);
  const picked = new Uint8Array(3);
  rasters.gather(new Uint8Array([5, 0, 8]), picked, bits);
  tell([rasters.sum(bits), rasters.text(picked), rasters.convolve([1, 1, 1, 1], bits, 5)]);
  picture.setClipRect(2, 2, 3, 3);
  picture.clear();
  tell(rasters.sum(picture.buffer));
  tell(rasters.sum(picture.clear(true).buffer));
  rasters.create(4, 2, 8, { buffer: new Uint8Array(picture.buffer, 32, 8) }).drawImage({ width: 4, height: 2, bpp: 8, buffer: dots }, 0, 0);
  half.drawImage({ width: 1, height: 1, bpp: 8, buffer: new Uint8Array([9]) }, 0, 0);
  rasters.create(2, 1, 8, { buffer: picture.buffer }).drawImage(half, 0, 0);
  tell([dots[0], dots[1], dots[32], rasters.sum(picture.buffer)]);
}

const BODY = `${look.toString()}\nlook(openRasters(), tell);`;

const SEEN = [
  [5187, 163779, 40],
  [405, 1, 0, 0],
  ["0000011110000000", 2, 8],
  [4, "\x01\x00\x01", 4],
  19954, 0, [9, 202, 0, 211],
];

test("pictures are drawn, searched and counted in Node", () => {
  const told: unknown[] = [];
  look(simulatedRasters, (value) => told.push(value));
  assert.equal(told, SEEN);
});

test("the adapter does the same in the stand-in", async () => {
  assert.equal(await runInStandIn(makeStandIn(), IMPORT, BODY), SEEN);
});

test("what is not modelled says so in the stand-in", () => {
  const on = simulatedRasters.create(4, 4, 1);
  const image = { width: 4, height: 4, bpp: 8 as const, buffer: new Uint8Array(16).fill(2) };
  assert.throws(() => on.drawImage(image, 0, 0), /the value 2 in one bit is 1 on a PC and 0 on a chip/);
  assert.throws(() => on.drawImage({ ...image, height: 5 }, 0, 0), /16 bytes for a picture of 20/);
  assert.throws(() => on.drawImage(image, 0, 0, { scale: 3 }), /a scale of 3 without rotate/);
  assert.throws(() => on.drawImage(image, 2, 2, { scale: 0.5, filter: true }), /a filter of other than eight bits/);
  assert.throws(() => on.drawImage({ ...image, palette: new Uint16Array(16) }, 0, 0), /a palette of 16 for 8 bits/);
  assert.throws(() => simulatedRasters.create(4, 4, 4 as 8), /a Graphics of 4 bits is not in the stand-in/);
});

test("what a filter finds outside of a picture is another value each time", () => {
  const image = { width: 5, height: 5, bpp: 8 as const, buffer: new Uint8Array(25) };
  const drawn = [0, 1].map(() => simulatedRasters.text(
    simulatedRasters.create(3, 3, 8).drawImage(image, 0, 0, { scale: 0.5, filter: true }).buffer));
  assert.is.not(drawn[0], drawn[1]);
});

const found = findInterpreters();
if (found.paths.length === 0) console.log(`skipped: pictures in a real interpreter: ${found.reason}`);
for (const path of found.paths) {
  const interpreter = await describeInterpreter(path);
  test(`${interpreter.name}: the adapter does what it does in Node`, async () => {
    assert.equal(await runInInterpreter(interpreter, IMPORT, BODY), SEEN);
  });
}

test.run();
