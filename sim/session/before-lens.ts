import { deflateSync, inflateSync } from "fflate";
import type { Lens, SimulatedBoard } from "../boards/board";
import type { Pose } from "../camera/pose";
import { phoneScene, type Scene } from "../camera/scene";
import { stillScene } from "../camera/still";
import { fromBytes } from "../bytes";
import { fromBase64, toBase64 } from "../espruino/base64";
import type { Payer } from "../wallet/payer";

/** What a hand can change about a phone before a lens and the light there, each from its least to its most; see `Pose`. */
export const HELD = {
  tilt: { least: -60, most: 60 },
  turn: { least: -180, most: 180 },
  distance: { least: 0.5, most: 3 },
  aim: { least: 0, most: 1 },
  blur: { least: 0, most: 6 },
  glare: { least: 0, most: 1 },
  light: { least: 0, most: 1 },
} satisfies Partial<Record<keyof Pose, { least: number; most: number }>>;

/** Some of it, changed. */
export type Held = Partial<Record<keyof typeof HELD, number>>;

/** The same. Throws with a sentence when it is nothing that a hand can do. */
export function checkHeld(change: Held): Held {
  for (const [name, value] of Object.entries(change)) {
    const range = Object.hasOwn(HELD, name) ? HELD[name as keyof Held] : undefined;
    if (range === undefined) throw new Error(`nobody can change the ${name} of a phone before a lens`);
    if (typeof value !== "number" || !(value >= range.least && value <= range.most)) {
      throw new Error(`the ${name} goes from ${range.least} to ${range.most}`);
    }
  }
  return change;
}

/** The lens of a board. Throws with a sentence where there is none. */
export function lensOf({ lens }: SimulatedBoard): Lens {
  if (lens === undefined) throw new Error("this terminal has no camera");
  return lens;
}

/** A payer's phone before a lens: what it shows then, as it is held then. A code that is good no more is not shown. */
export function phoneBefore(lens: Lens, { id, screen }: Payer): Scene {
  let seen: { code: string | undefined; pose: Partial<Pose>; scene: Scene } | undefined;
  return {
    look(...window) {
      const { pose } = lens;
      const code = screen.shown;
      if (seen?.code !== code || seen?.pose !== pose) {
        const symbols = code === undefined ? {} : { bars: screen.bars, matrix: screen.matrix };
        seen = { code, pose, scene: phoneScene({ symbols, pose, seed: id }) };
      }
      return seen.scene.look(...window);
    },
  };
}

/** A frame of a webcam as a deed has it: no finer than the terminal's camera sees, in sixteen greys. */
export const FRAME_WIDTH = 320;
export const FRAME_HEIGHT = 240;
const FRAME_DOTS = FRAME_WIDTH * FRAME_HEIGHT;

/** Grey dots row by row, two to a byte, deflated, as Base64: some ten to thirty thousand characters. */
export function packFrame(dots: Uint8ClampedArray): string {
  const pairs = Uint8Array.from({ length: FRAME_DOTS / 2 }, (_, at) => (dots[2 * at]! & 0xf0) | (dots[2 * at + 1]! >> 4));
  return toBase64(deflateSync(pairs));
}

/** Puts such a frame before a lens. Throws with a sentence when it is none. */
export function frameScene(packed: string): Scene {
  const pairs = unpack(packed);
  if (pairs?.length !== FRAME_DOTS / 2) throw new Error("this is no frame of a webcam");
  const dots = Uint8Array.from({ length: FRAME_DOTS }, (_, at) => 17 * ((pairs[at >> 1]! >> (at & 1 ? 0 : 4)) & 15));
  return stillScene({ width: FRAME_WIDTH, height: FRAME_HEIGHT, dots });
}

/** Whatever a file holds, no more memory is taken than a frame does, and a byte that tells one too long. */
function unpack(packed: string): Uint8Array | undefined {
  try {
    return inflateSync(fromBytes(fromBase64(packed)), { out: new Uint8Array(FRAME_DOTS / 2 + 1) });
  } catch {
    return undefined;
  }
}
