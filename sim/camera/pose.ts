import { SCREEN_WIDTH } from "./screen";

/** How a phone is held before the lens, and what the light does. All that is not given is `STEADY`. */
export interface Pose {
  /** Degrees: its upper end leans away from the lens. */
  tilt: number;
  /** Degrees: its right side leans away from the lens. */
  swing: number;
  /** Degrees clockwise, as the lens sees it. */
  turn: number;
  /** 1: the screen is as wide as the view; then a module of the bar code is 1.9 dots of a strip wide. */
  distance: number;
  /** What of the screen is before the middle of the lens: 0 the middle of the bar code, 1 the middle of the QR code. */
  aim: number;
  /** That point stands so far right of the middle, in widths of the view. */
  right: number;
  /** That point stands so far below the middle, in widths of the view. */
  down: number;
  /** Standard deviation of the lens's blur, in dots of a strip of 320. */
  blur: number;
  /** A lamp's image on the glass: 0 none, 1 white in its middle. Where it lies is chance. */
  glare: number;
  /** Light of the room on the screen: 0 dark, black is black; 1 nothing can be told. */
  light: number;
  /** Light falls off across the view: 0 evenly, 0.5 by half. Which way is chance. */
  slope: number;
  /** Waves from the screen's grid: share of the difference between black and white. */
  moire: number;
  /** The sensor's grain: standard deviation in levels of grey. */
  noise: number;
  /** Light symbols on dark. */
  inverted: boolean;
  /** As in a mirror. */
  mirrored: boolean;
}

/** Held well, before the middle of the bar code. */
export const STEADY: Pose = {
  tilt: 0, swing: 0, turn: 0, distance: 1, aim: 0, right: 0, down: 0,
  blur: 0.5, glare: 0, light: 0.1, slope: 0, moire: 0, noise: 3, inverted: false, mirrored: false,
};

/** A point of the screen, in its units from the point aimed at. */
export interface Spot { x: number; y: number }

/** The view is four by three: its height in widths. */
export const VIEW_HEIGHT = 0.75;
/** The focal length, in widths of the view: a lens that sees sixty degrees. */
const FOCAL = 0.87;
const NOWHERE: Spot = { x: Infinity, y: Infinity };

type Triple = readonly [number, number, number];

/** Where on the phone's plane the point x, y of the view lies (both in widths of the view, from the upper left). */
export function viewOf(pose: Pose): (x: number, y: number) => Spot {
  const tilt = radians(pose.tilt);
  const swing = radians(pose.swing);
  const right = turned([Math.cos(swing), Math.sin(swing) * Math.sin(tilt), Math.sin(swing) * Math.cos(tilt)], pose.turn);
  const down = turned([0, Math.cos(tilt), -Math.sin(tilt)], pose.turn);
  const [first, second, third] = inverse(
    [FOCAL * right[0], FOCAL * down[0], 0],
    [FOCAL * right[1], FOCAL * down[1], 0],
    [right[2], down[2], FOCAL * pose.distance],
  );
  return (x, y) => {
    const u = (pose.mirrored ? 0.5 - x : x - 0.5) - pose.right;
    const v = y - VIEW_HEIGHT / 2 - pose.down;
    const w = third[0] * u + third[1] * v + third[2];
    if (w <= 0) return NOWHERE;
    return {
      x: ((first[0] * u + first[1] * v + first[2]) / w) * SCREEN_WIDTH,
      y: ((second[0] * u + second[1] * v + second[2]) / w) * SCREEN_WIDTH,
    };
  };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Turned about the lens's axis. */
function turned([x, y, z]: Triple, degrees: number): Triple {
  const [sine, cosine] = [Math.sin(radians(degrees)), Math.cos(radians(degrees))];
  return [x * cosine - y * sine, x * sine + y * cosine, z];
}

/** The inverse of a matrix by its rows, times its determinant, which is above zero while the screen faces the lens. */
function inverse(a: Triple, b: Triple, c: Triple): [Triple, Triple, Triple] {
  const [p, q, r] = [crossed(b, c), crossed(c, a), crossed(a, b)];
  return [[p[0], q[0], r[0]], [p[1], q[1], r[1]], [p[2], q[2], r[2]]];
}

function crossed(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
