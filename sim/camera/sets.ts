import { createRandom } from "../gateway/random";
import { between } from "./light";
import type { Pose } from "./pose";
import { BARS_WIDTH, MATRIX_SIDE, SCREEN_WIDTH, type Symbols } from "./screen";

type Range = readonly [least: number, most: number];

/** How codes are held, at random within ranges. What is not given is as `poseIn` has it. */
export interface PoseSet {
  /** Dots of the picture to a module: of a strip of 320 for bars, of a whole picture of 160 for a QR code. */
  dots: Range;
  /** Degrees; how much to either side. */
  turn?: number;
  /** Degrees at least to either side. */
  turnLeast?: number;
  /** Degrees, split at random between tilt and swing, to any side. */
  lean?: Range;
  /** Deviation in the same dots. */
  blur?: Range;
  noise?: Range;
  /** Levels between black and white. */
  contrast?: Range;
  glare?: Range;
  moire?: Range;
  slope?: Range;
  inverted?: boolean;
  mirrored?: boolean;
}

const GENTLE = { turn: 7, lean: [0, 8], blur: [0.4, 0.7], noise: [2, 5], contrast: [110, 190], slope: [0, 0.3] } as const;
const CLEAR = { turn: 2, lean: [0, 3], blur: [0.3, 0.5], noise: [2, 4], contrast: [150, 190], slope: [0, 0.2] } as const;
const HARD = { blur: [0.5, 1], noise: [2, 6], contrast: [40, 130], slope: [0, 0.5] } as const;

/** Bar codes before the strip. */
export const BAR_SETS: Record<string, PoseSet> = {
  easy: { ...CLEAR, dots: [2, 2] },
  med: { ...GENTLE, dots: [1.7, 2.05] },
  hard: { ...HARD, dots: [1.6, 2], turn: 12, lean: [0, 16] },
  "1.5 px": { ...CLEAR, dots: [1.5, 1.5] },
  glare: { ...GENTLE, dots: [1.7, 2.05], glare: [0.7, 1] },
  moire: { ...GENTLE, dots: [1.7, 2.05], moire: [0.15, 0.3] },
  "low contrast": { ...GENTLE, dots: [1.7, 2.05], contrast: [38, 42], noise: [1.5, 3] },
  defocus: { ...GENTLE, dots: [1.7, 2.05], blur: [0.8, 1.2] },
  rotated: { ...GENTLE, dots: [1.6, 1.85], turnLeast: 8, turn: 18 },
  "upside down": { ...GENTLE, dots: [1.7, 2.05], turnLeast: 175, turn: 185 },
};

const GENTLE_QR = { ...GENTLE, turn: 25, lean: [0, 12] } as const;

/** QR codes before the whole picture. */
export const QR_SETS: Record<string, PoseSet> = {
  easy: { ...CLEAR, dots: [2.6, 3.4] },
  med: { ...GENTLE_QR, dots: [2.2, 3.3] },
  hard: { ...HARD, dots: [2, 3], turn: 180, lean: [0, 24] },
  "1.5 px": { ...GENTLE_QR, dots: [1.5, 1.5] },
  "2 px": { ...GENTLE_QR, dots: [2, 2] },
  "2.5 px": { ...GENTLE_QR, dots: [2.5, 2.5] },
  glare: { ...GENTLE_QR, dots: [2.2, 3.3], glare: [0.7, 1] },
  moire: { ...GENTLE_QR, dots: [2.2, 3.3], moire: [0.15, 0.3] },
  "low contrast": { ...GENTLE_QR, dots: [2.2, 3.3], contrast: [38, 42], noise: [1.5, 3] },
  defocus: { ...GENTLE_QR, dots: [2.2, 3.3], blur: [1, 1.5] },
  tilt: { ...GENTLE_QR, dots: [2.4, 3.3], lean: [20, 35] },
  rotated: { ...GENTLE_QR, dots: [2.4, 3.2], turn: 180 },
  mirrored: { ...GENTLE_QR, dots: [2.4, 3.2], mirrored: true },
  inverted: { ...GENTLE_QR, dots: [2.4, 3.2], inverted: true },
};

/** A pose of the set for a bar code (before the strip) or a QR code (before the whole picture). */
export function poseIn(set: PoseSet, symbols: Symbols, seed: number | string): Partial<Pose> {
  const chance = createRandom(seed, "pose");
  const draw = ([least, most]: Range): number => between(chance, least, most);
  const side = (): number => (chance.below(2) === 0 ? 1 : -1);
  const isQR = symbols.bars === undefined;
  const dots = draw(set.dots);
  const module = isQR ? MATRIX_SIDE / symbols.matrix!.length : BARS_WIDTH / symbols.bars!.length;
  const distance = ((isQR ? 160 : 320) * module) / (dots * SCREEN_WIDTH);
  const span = (isQR ? MATRIX_SIDE : BARS_WIDTH) / (SCREEN_WIDTH * distance);
  const lean = draw(set.lean ?? [0, 0]);
  const split = between(chance, 0, 2 * Math.PI);
  // The quiet zone stays in the view.
  const room = Math.max(0, (1 - span) / 2 - (dots * 10) / 320);
  return {
    distance, aim: isQR ? 1 : 0,
    right: draw([-room, room]), down: draw([-0.02, 0.02]),
    turn: side() * draw([set.turnLeast ?? 0, set.turn ?? 0]),
    tilt: lean * Math.cos(split), swing: lean * Math.sin(split),
    blur: draw(set.blur ?? [0.4, 0.4]) * (isQR ? 2 : 1), noise: draw(set.noise ?? [3, 3]),
    light: 1 - draw(set.contrast ?? [170, 170]) / 195, slope: draw(set.slope ?? [0, 0]),
    glare: draw(set.glare ?? [0, 0]), moire: draw(set.moire ?? [0, 0]),
    inverted: set.inverted ?? false, mirrored: set.mirrored ?? false,
  };
}
