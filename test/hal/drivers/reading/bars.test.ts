import { test } from "uvu";
import * as assert from "uvu/assert";
import { openBarReader } from "../../../../hal/drivers/scanner/reading/bars";
import { createRandom } from "../../../../sim/gateway/random";
import { toCode128 } from "../../../../sim/wallet/symbols";
import { simulatedRasters } from "../../../support/simulated-rasters";
import { modulesOf, readWith, streamIn, stripOf } from "./bar-pictures";

const CODE = "134567890123456789";

/** What is read in the first three pictures of something. */
function read(take: (frame: number) => Uint8Array): string | undefined {
  const reader = openBarReader(simulatedRasters);
  for (let frame = 0; frame < 3; frame++) {
    const { code } = readWith(reader, take(frame));
    if (code !== undefined) return code;
  }
  return undefined;
}

// More pictures, and other readers beside this one: bar-rates.test.ts, docs/reference/bar-rates.md.
const SETS: [set: string, least: number][] = [
  ["easy", 6], ["med", 6], ["1.5 px", 6], ["low contrast", 5], ["glare", 5], ["rotated", 5], ["upside down", 6],
  ["moire", 4], ["hard", 3], ["defocus", 3],
];
for (const [set, least] of SETS) {
  test(`of six phones held as in "${set}" at least ${least} are read, and none wrongly`, () => {
    let right = 0;
    for (let phone = 0; phone < 6; phone++) {
      const { code, take } = streamIn(set, `${set} ${phone}`);
      const said = read(take);
      if (said !== undefined) assert.is(said, code);
      if (said === code) right++;
    }
    assert.ok(right >= least, `${right}`);
  });
}

test("a clear payment code is read in the first picture, in a dozen moments", () => {
  const { code, moments } = readWith(openBarReader(simulatedRasters), stripOf(toCode128(CODE)));
  assert.is(code, CODE);
  assert.ok(moments <= 12, `${moments}`);
});

const TEXTS: [text: string, bars: string, said?: string][] = [
  ["Order-7711 ab", modulesOf("Order-7711 ab", "CODE128B")], ["TILL\t7\x1f", modulesOf("TILL\t7\x1f", "CODE128A")],
  ["AB1234567890cd", modulesOf("AB1234567890cd", "CODE128")], ["0012345678", modulesOf("0012345678", "CODE128C")],
  ["a function", modulesOf("\xcf1012345678", "CODE128", { ean128: true }), "1012345678"],
];
for (const [text, bars, said = text] of TEXTS) {
  test(`${JSON.stringify(text)} is read when two lines say it`, () => {
    assert.is(read(() => stripOf(bars, { distance: bars.length > 134 ? 0.85 : 1 })), said);
  });
}

test("upside down and slanted it is read as well", () => {
  for (const turn of [180, 12, -12, 192, 165]) assert.is(read((frame) => stripOf(toCode128(CODE), { turn }, 1, frame)), CODE, `${turn}`);
});

const NOTHING: [name: string, strip: Uint8Array][] = [
  ["a page of text", stripOf(undefined)], ["darkness", new Uint8Array(19_200)], ["light", new Uint8Array(19_200).fill(255)],
  ["an EAN code", stripOf(modulesOf("4006381333931", "EAN13"))], ["a code 39", stripOf(modulesOf("TINYTILL", "CODE39"))],
  ["an ITF code", stripOf(modulesOf("123456789012", "ITF"))],
  ["a code whose check is wrong", stripOf(swapped(toCode128(CODE)))],
  ["half a code", stripOf(toCode128(CODE), { right: 0.5 })],
  ["a code that is too small", stripOf(toCode128(CODE), { distance: 3 })],
  ["grain", grain()],
];
for (const [name, strip] of NOTHING) {
  test(`${name} says nothing`, () => {
    assert.is(read(() => strip), undefined);
  });
}

test("a picture never takes more than some hundred moments, whatever is in it", () => {
  const reader = openBarReader(simulatedRasters);
  for (const [name, strip] of NOTHING) assert.ok(readWith(reader, strip).moments < 160, name);
  assert.is(readWith(reader, stripOf(toCode128(CODE))).code, CODE);
});

/** With two symbols in each other's place. */
function swapped(bars: string): string {
  return bars.slice(0, 22) + bars.slice(33, 44) + bars.slice(22, 33) + bars.slice(44);
}

function grain(): Uint8Array {
  const chance = createRandom(1, "grain");
  return new Uint8Array(19_200).map(() => chance.below(256));
}

test.run();
