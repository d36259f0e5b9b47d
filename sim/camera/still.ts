import { VIEW_HEIGHT } from "./pose";
import type { Scene } from "./scene";

/** A grey picture of any size, a byte a dot, row by row, 255 is white. */
export interface Still { width: number; height: number; dots: Uint8Array | Uint8ClampedArray }

/** A picture that was taken elsewhere, such as a frame of a webcam, before the lens: it fills the view, what hangs over is cut. */
export function stillScene({ width, height, dots }: Still): Scene {
  const perView = Math.min(width, height / VIEW_HEIGHT);
  const left = (width - perView) / 2;
  const top = (height - perView * VIEW_HEIGHT) / 2;
  return {
    look(window, columns, rows) {
      const edgesX = edges(columns, left + window.x0 * perView, ((window.x1 - window.x0) * perView) / columns, width);
      const edgesY = edges(rows, top + window.y0 * perView * VIEW_HEIGHT, ((window.y1 - window.y0) * perView * VIEW_HEIGHT) / rows, height);
      const seen = new Uint8ClampedArray(columns * rows);
      for (let at = 0; at < seen.length; at++) {
        seen[at] = mean(dots, width, edgesX[at % columns]!, edgesY[Math.floor(at / columns)]!);
      }
      return seen;
    },
  };
}

/** For each dot of the picture wanted: the first dot of the one given that counts and the one behind the last. */
function edges(count: number, from: number, step: number, limit: number): [number, number][] {
  return Array.from({ length: count }, (_, at) => {
    const first = Math.min(limit - 1, Math.round(from + at * step));
    return [first, Math.min(limit, Math.max(first + 1, Math.round(from + (at + 1) * step)))];
  });
}

function mean(dots: Still["dots"], width: number, [x0, x1]: [number, number], [y0, y1]: [number, number]): number {
  let sum = 0;
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) sum += dots[y * width + x]!;
  return sum / ((x1 - x0) * (y1 - y0));
}
