import { createRandom } from "../gateway/random";
import { type GreyDots, shared, smeared } from "./dots";
import { type Light, lightOf } from "./light";
import { type Pose, type Spot, STEADY, VIEW_HEIGHT, viewOf } from "./pose";
import { drawScreen, type Drawing, SCREEN_WIDTH, type Symbols } from "./screen";

/** A part of what the lens sees: shares of its width and of its height from the left and from the top. */
export interface Window { x0: number; y0: number; x1: number; y1: number }

export const WHOLE: Window = { x0: 0, y0: 0, x1: 1, y1: 1 };
/** The middle quarter of the height, where bar codes are looked for. */
export const STRIP: Window = { x0: 0, y0: 0.375, x1: 1, y1: 0.625 };

/** What stands before a lens: how light each point of the view is. */
export interface Scene {
  /**
   * Grey dots of the window, row by row, 255 is white. The same arguments give the same dots.
   * @param frame the how manieth picture it is: noise differs from one to the next
   */
  look(window: Window, width: number, height: number, frame?: number): Uint8ClampedArray;
}

/** Blur and the drawing's dots are counted in these: as fine as a strip of 320 dots. */
const FINE_DOTS = 320;

/** The phone's screen in a pose. What the pose leaves to chance (where glare falls, grain) hangs on the seed. */
export function phoneScene(options: { symbols: Symbols; pose?: Partial<Pose>; seed?: number | string }): Scene {
  const pose = { ...STEADY, ...options.pose };
  const seed = options.seed ?? 1;
  const finePerUnit = FINE_DOTS / (SCREEN_WIDTH * pose.distance);
  const style = { dotsPerUnit: 2 * finePerUnit, aim: pose.aim, inverted: pose.inverted };
  const drawing = drawScreen(options.symbols, style, createRandom(seed, "screen"));
  const view = viewOf(pose);
  const light = lightOf(pose, createRandom(seed, "light"));
  return {
    look(window, width, height, frame = 0) {
      const cells = Math.max(1, Math.round(((window.x1 - window.x0) / width) * FINE_DOTS));
      const cellWidth = (window.x1 - window.x0) / (width * cells);
      const sigma = pose.blur / (cellWidth * FINE_DOTS);
      const margin = Math.ceil(3 * sigma);
      const grid = { ...window, columns: width * cells, rows: height * cells, margin };
      const seen = shared(smeared(sampled(drawing, view, grid), sigma), margin, cells, width, height);
      return lit(seen, light, window, createRandom(seed, `${frame}/${window.y0}/${width}`));
    },
  };
}

interface Grid extends Window { columns: number; rows: number; margin: number }

/** The mean of four points of the screen for each cell of the grid and its margin. */
function sampled(drawing: Drawing, view: (x: number, y: number) => Spot, grid: Grid): GreyDots {
  const { columns, rows, margin, x0, x1, y0, y1 } = grid;
  const width = columns + 2 * margin;
  const height = rows + 2 * margin;
  const data = new Float32Array(width * height);
  for (let at = 0; at < data.length; at++) {
    const column = (at % width) - margin;
    const row = Math.floor(at / width) - margin;
    let sum = 0;
    for (let part = 0; part < 4; part++) {
      const x = x0 + ((column + 0.25 + 0.5 * (part & 1)) / columns) * (x1 - x0);
      const y = y0 + ((row + 0.25 + 0.25 * (part & 2)) / rows) * (y1 - y0);
      const spot = view(x, y * VIEW_HEIGHT);
      sum += drawing.shade(spot.x, spot.y);
    }
    data[at] = sum / 4;
  }
  return { width, height, data };
}

/** Light falls on it, and the sensor's grain. */
function lit({ width, height, data }: GreyDots, light: Light, window: Window, chance: { below(limit: number): number }): Uint8ClampedArray {
  const dots = new Uint8ClampedArray(width * height);
  for (let at = 0; at < dots.length; at++) {
    const x = window.x0 + (((at % width) + 0.5) / width) * (window.x1 - window.x0);
    const y = window.y0 + ((Math.floor(at / width) + 0.5) / height) * (window.y1 - window.y0);
    dots[at] = light.level(data[at]!, x, y * VIEW_HEIGHT) + light.noise * bell(chance.below(0x1_0000_0000));
  }
  return dots;
}

/** A number around 0 with deviation 1, from 32 even bits: the sum of four bytes is bell-shaped enough. */
function bell(bits: number): number {
  return ((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + (bits >>> 24) - 510) / 147.8;
}
