// Scenes before a lens: what stands in them is read by readers of another's making.
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Pose } from "../../../sim/camera/pose";
import { phoneScene, type Scene, STRIP, WHOLE } from "../../../sim/camera/scene";
import { BAR_SETS, poseIn, QR_SETS } from "../../../sim/camera/sets";
import { stillScene } from "../../../sim/camera/still";
import { toCode128, toQr } from "../../../sim/wallet/symbols";
import { readByZXing } from "../../support/other-readers";

const CODE = "134567890123456789";
const SYMBOLS = { bars: toCode128(CODE), matrix: toQr(CODE) };

async function barsOf(scene: Scene): Promise<string | undefined> {
  return (await readByZXing({ width: 640, height: 120, dots: scene.look(STRIP, 640, 120) }, ["Code128"]))[0];
}

async function codeOf(scene: Scene): Promise<string | undefined> {
  return (await readByZXing({ width: 320, height: 240, dots: scene.look(WHOLE, 320, 240) }, ["QRCode"]))[0];
}

function held(pose: Partial<Pose>): Scene {
  return phoneScene({ symbols: SYMBOLS, pose });
}

test("a phone held well shows both codes", async () => {
  assert.is(await barsOf(held({})), CODE);
  assert.is(await codeOf(held({ aim: 1 })), CODE);
  assert.is(await codeOf(held({ aim: 0.6, distance: 1.3 })), CODE);
});

const READ: [name: string, pose: Partial<Pose>][] = [
  ["leant away", { tilt: 25 }], ["leant towards the lens", { tilt: -25 }], ["swung", { swing: 20 }], ["turned", { turn: 40 }],
  ["upside down", { turn: 180 }], ["far", { distance: 1.4 }], ["inverted", { inverted: true }], ["in a bright room", { light: 0.7 }],
];
for (const [name, pose] of READ) {
  test(`a QR code ${name} is still one`, async () => assert.is(await codeOf(held({ ...pose, aim: 1 })), CODE));
}

const LOST: [name: string, pose: Partial<Pose>][] = [
  ["leant away too far", { tilt: 80 }], ["too far", { distance: 5 }], ["out of focus", { blur: 12 }],
  ["beside the view", { right: 0.9 }], ["in the light", { light: 1 }],
];
for (const [name, pose] of LOST) {
  test(`a phone ${name} shows nothing`, async () => {
    assert.is(await barsOf(held(pose)), undefined);
    assert.is(await codeOf(held({ ...pose, aim: 1 })), undefined);
  });
}

test("the same look is the same picture, the next frame has other grain, another seed another light", () => {
  const pose = { glare: 1 };
  const first = phoneScene({ symbols: SYMBOLS, pose, seed: 7 }).look(STRIP, 320, 60);
  assert.equal(phoneScene({ symbols: SYMBOLS, pose, seed: 7 }).look(STRIP, 320, 60), first);
  const next = phoneScene({ symbols: SYMBOLS, pose, seed: 7 }).look(STRIP, 320, 60, 1);
  assert.not.equal(next, first);
  assert.ok(difference(first, next) < 6);
  assert.ok(difference(first, phoneScene({ symbols: SYMBOLS, pose, seed: 8 }).look(STRIP, 320, 60)) > 6);
});

test("the strip is the middle of the whole, twice as fine", () => {
  const scene = held({ noise: 0, turn: 5 });
  const strip = scene.look(STRIP, 320, 60);
  const middle = scene.look(WHOLE, 160, 120).subarray(45 * 160, 75 * 160);
  const halved = middle.map((_, at) => {
    const corner = Math.floor(at / 160) * 640 + (at % 160) * 2;
    return (strip[corner]! + strip[corner + 1]! + strip[corner + 320]! + strip[corner + 321]!) / 4;
  });
  assert.ok(difference(middle, halved) < 1.5, `${difference(middle, halved)}`);
});

test("a module is as wide as the set says", () => {
  for (const dots of [1.5, 2]) {
    const { distance } = poseIn({ dots: [dots, dots] }, { bars: SYMBOLS.bars }, 1);
    const strip = held({ distance, noise: 0 }).look(STRIP, 320, 60).subarray(30 * 320, 31 * 320);
    const dark = [...strip].map((level) => level < 130);
    const middle = dark.slice(160 - dots * 77, 160 + dots * 77);
    assert.ok(Math.abs(middle.lastIndexOf(true) - middle.indexOf(true) - dots * 134) < 3);
  }
});

test("every set has the light that it is named for", () => {
  const levels = (of: Partial<Pose>): number[] => [...held({ ...of, distance: 1, right: 0, down: 0, turn: 0 }).look(STRIP, 320, 60)];
  const symbols = { bars: SYMBOLS.bars };
  assert.ok(Math.max(...levels(poseIn(BAR_SETS.glare!, symbols, 1))) > 245);
  const faint = levels({ ...poseIn(BAR_SETS["low contrast"]!, symbols, 1), slope: 0, noise: 0, blur: 0 }).slice(320 * 30 + 60, 320 * 30 + 260);
  assert.ok(Math.max(...faint) - Math.min(...faint) < 50);
  const moire = poseIn(QR_SETS.moire!, { matrix: SYMBOLS.matrix }, 1);
  assert.ok(difference(levels(moire), levels({ ...moire, moire: 0 })) > 8);
});

test("a picture from elsewhere fills the view, and what hangs over is cut", () => {
  const dots = new Uint8ClampedArray(400 * 240).map((_, at) => (at % 400 < 40 || at % 400 >= 360 ? 0 : at % 400 < 200 ? 100 : 200));
  const seen = stillScene({ width: 400, height: 240, dots }).look(WHOLE, 4, 2);
  assert.equal([...seen], [100, 100, 200, 200, 100, 100, 200, 200]);
  assert.equal([...stillScene({ width: 2, height: 1, dots: new Uint8Array([9, 9]) }).look(STRIP, 3, 1)], [9, 9, 9]);
});

test("a bar code is read from a picture that came from elsewhere", async () => {
  const dots = held({}).look(WHOLE, 640, 480);
  assert.is(await barsOf(stillScene({ width: 640, height: 480, dots })), CODE);
});

function difference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return Array.from(left, (level, at) => Math.abs(level - right[at]!)).reduce((sum, level) => sum + level) / left.length;
}

test.run();
