/** Grey dots that keep their fractions. */
export interface GreyDots { width: number; height: number; data: Float32Array }

/** Blurred by a bell curve of this deviation, in dots. */
export function smeared(dots: GreyDots, sigma: number): GreyDots {
  if (sigma < 0.15) return dots;
  const taps = bellTaps(sigma);
  return along(along(dots, taps, 1), taps, dots.width);
}

/** The right half of a bell curve, its middle first, with a whole sum of 1. */
function bellTaps(sigma: number): number[] {
  const taps = Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, at) => Math.exp(-(at * at) / (2 * sigma * sigma)));
  const sum = taps.reduce((total, tap, at) => total + (at === 0 ? tap : 2 * tap), 0);
  return taps.map((tap) => tap / sum);
}

/** One direction of a blur. Beyond the edge the other row's dots count, which the margin of a grid takes away. */
function along({ width, height, data }: GreyDots, taps: readonly number[], step: number): GreyDots {
  const blurred = new Float32Array(data.length);
  for (let at = 0; at < data.length; at++) {
    let sum = data[at]! * taps[0]!;
    for (let tap = 1; tap < taps.length; tap++) {
      sum += taps[tap]! * ((data[at - tap * step] ?? data[at]!) + (data[at + tap * step] ?? data[at]!));
    }
    blurred[at] = sum;
  }
  return { width, height, data: blurred };
}

/** Without its margin, the means of `cells` by `cells` dots. */
export function shared(dots: GreyDots, margin: number, cells: number, width: number, height: number): GreyDots {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height * cells; y++) {
    const from = (y + margin) * dots.width + margin;
    const to = Math.floor(y / cells) * width;
    for (let x = 0; x < width * cells; x++) data[to + Math.floor(x / cells)]! += dots.data[from + x]! / (cells * cells);
  }
  return { width, height, data };
}
