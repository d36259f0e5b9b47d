import { deflateSync } from "fflate";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Lens } from "../../../sim/boards/board";
import { toBytes } from "../../../sim/bytes";
import { STRIP, WHOLE } from "../../../sim/camera/scene";
import { VirtualClock } from "../../../sim/clock";
import { toBase64 } from "../../../sim/espruino/base64";
import { Gateway } from "../../../sim/gateway/gateway";
import { checkHeld, FRAME_HEIGHT, FRAME_WIDTH, frameScene, packFrame, phoneBefore } from "../../../sim/session/before-lens";
import { readByZXing } from "../../support/other-readers";

function before(): { lens: Lens; payer: ReturnType<Gateway["addPayer"]>; reads: () => Promise<string[]>; clock: VirtualClock } {
  const clock = new VirtualClock();
  const payer = new Gateway({ clock, seed: 1 }).addPayer({ password: "never" });
  const lens: Lens = { scene: undefined, pose: {}, view: undefined, taken: 0, picture: undefined };
  lens.scene = phoneBefore(lens, payer);
  const reads = () => readByZXing({ width: 640, height: 120, dots: lens.scene!.look(STRIP, 640, 120) });
  return { lens, payer, reads, clock };
}

test("a phone before the lens shows its code of that moment, and none that is good no more", async () => {
  const { payer, reads, clock } = before();
  const first = payer.showCode();
  assert.equal(await reads(), [first]);
  const second = payer.showCode();
  assert.equal(await reads(), [second]);
  clock.advance(61_000);
  assert.equal(await reads(), []);
});

test("it is seen as it is held at that moment", async () => {
  const { lens, payer, reads } = before();
  const code = payer.showCode();
  lens.pose = { blur: 6, light: 0.9 };
  assert.equal(await reads(), []);
  lens.pose = { turn: 5 };
  assert.equal(await reads(), [code]);
});

const WRONG: [what: string, change: object, words: RegExp][] = [
  ["too far", { distance: 4 }, /distance goes from 0.5 to 3/],
  ["no number", { tilt: "20" }, /tilt goes from -60 to 60/],
  ["not a number", { blur: NaN }, /blur goes/],
  ["nothing that a hand can do", { noise: 3 }, /nobody can change the noise/],
  ["nothing of a pose", { toString: 1 }, /nobody can change/],
];

for (const [what, change, words] of WRONG) {
  test(`a pose is refused: ${what}`, () => assert.throws(() => checkHeld(change), words));
}

test("a webcam's frame comes out of its deed in sixteen greys", () => {
  const dots = Uint8ClampedArray.from({ length: FRAME_WIDTH * FRAME_HEIGHT }, (_, at) => at % 251);
  const seen = frameScene(packFrame(dots)).look(WHOLE, FRAME_WIDTH, FRAME_HEIGHT);
  assert.is(seen.length, dots.length);
  assert.ok(seen.every((dot, at) => dot === 17 * (dots[at]! >> 4)));
});

const FRAMES: [what: string, packed: string][] = [
  ["nothing", ""],
  ["not deflated", "AAAA"],
  ["too short", toBase64(deflateSync(new Uint8Array(100)))],
  ["far too long", toBase64(deflateSync(new Uint8Array(5_000_000)))],
  ["cut off", packFrame(new Uint8ClampedArray(FRAME_WIDTH * FRAME_HEIGHT).map((_, at) => Math.imul(at, at * 40503) >>> 24)).slice(0, 400)],
  ["no Base64", toBytes(new Uint8Array(50))],
];

for (const [what, packed] of FRAMES) {
  test(`a frame is refused: ${what}`, () => assert.throws(() => frameScene(packed), /no frame of a webcam/));
}

test.run();
