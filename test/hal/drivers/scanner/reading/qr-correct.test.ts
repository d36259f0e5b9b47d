// Correction of codewords, against words made by another's encoder.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCorrection } from "../../../../../hal/drivers/scanner/reading/qr-correct";
import { createRandom } from "../../../../../sim/gateway/random";
import { simulatedRasters } from "../../../../support/simulated-rasters";
import { codewordsOf } from "../../../../../firmware/qr/codewords";

/** Version 3-M: 70 words, 26 of them correction. */
const CORRECTION = 26;
const words = codewordsOf("weixin://wxpay/bizpayurl?pr=aB3dE5g", 3);
const correction = openCorrection(simulatedRasters);

function mended(errors: number, most: number, seed: number): { count: number; isRight: boolean } {
  const chance = createRandom(seed, "errors");
  const bad = words.slice();
  const places = new Set<number>();
  while (places.size < errors) places.add(chance.below(bad.length));
  for (const place of places) bad[place]! ^= 1 + chance.below(255);
  correction.begin(bad, CORRECTION, most);
  for (let turn = 0; turn < 1000; turn++) {
    const count = correction.work();
    if (count !== undefined) return { count, isRight: Buffer.from(bad).equals(Buffer.from(words)) };
  }
  throw new Error("no end");
}

test("as many wrong words as half the correction words are mended, wherever they are", () => {
  for (let errors = 0; errors <= CORRECTION / 2; errors++) {
    for (let seed = 0; seed < 5; seed++) assert.equal(mended(errors, 13, seed), { count: errors, isRight: true });
  }
});

test("more than may be mended are refused", () => {
  for (let errors = 9; errors < 40; errors++) assert.is(mended(errors, 8, errors).count, -1, `${errors}`);
});

test.run();
