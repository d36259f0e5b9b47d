import jsBarcode from "jsbarcode";
import type { PictureReader } from "../../../../hal/drivers/scanner/reading/reader";
import type { Pose } from "../../../../sim/camera/pose";
import { phoneScene, STRIP } from "../../../../sim/camera/scene";
import { BAR_SETS, poseIn } from "../../../../sim/camera/sets";
import { createRandom, DIGITS } from "../../../../sim/gateway/random";
import { toCode128 } from "../../../../sim/wallet/symbols";

/** Modules of a bar code as the library has them. */
export function modulesOf(text: string, format: string, more: object = {}): string {
  const drawing: { encodings?: { data: string }[] } = {};
  jsBarcode(drawing, text, { format, flat: true, ...more });
  return drawing.encodings!.map((part) => part.data).join("");
}

/** What the strip of a terminal's camera sees of a phone. */
export function stripOf(bars: string | undefined, pose: Partial<Pose> = {}, seed: number | string = 1, frame = 0): Uint8Array {
  return new Uint8Array(phoneScene({ symbols: { bars }, pose, seed }).look(STRIP, 320, 60, frame));
}

/** A phone with a payment code as a set says, and the pictures that a camera takes of it. */
export function streamIn(set: string, seed: string): { code: string; take(frame: number): Uint8Array } {
  const chance = createRandom(seed, "code");
  const code = `1${chance.below(6)}${chance.text(16, DIGITS)}`;
  const bars = toCode128(code);
  const pose = poseIn(BAR_SETS[set]!, { bars }, seed);
  const scene = phoneScene({ symbols: { bars }, pose, seed });
  return { code, take: (frame) => new Uint8Array(scene.look(STRIP, 320, 60, frame)) };
}

/** What a reader says of a picture, and in how many moments. */
export function readWith(reader: PictureReader, dots: Uint8Array): { code: string | undefined; moments: number } {
  reader.begin({ width: 320, height: 60, dots });
  for (let moments = 1; ; moments++) {
    const { isDone, code } = reader.work();
    if (isDone) return { code, moments };
  }
}
