import type { Finder } from "./qr-finders";

/** Modules from a corner to the middle of a finder. */
const FINDER_MIDDLE = 3.5;

/** Sides in modules, of versions 1 to 6. */
export const SIZE_MIN = 21;
export const SIZE_MAX = 41;
const STRAIN_MAX = 1.2;

/**
 * Three finders of one code: the corner, the one to its right, the one below; `size` modules a side, or else `other`. The less
 * strain, the better.
 */
export interface Triple {
  corner: Finder; right: Finder; below: Finder;
  size: number; other: number;
  strain: number;
}

/** Where modules stand in the picture: a place is (x, y) / w, each of the three a sum of column and row. */
export interface Grid {
  size: number;
  x: number; y: number; w: number;
  columnX: number; columnY: number; columnW: number;
  rowX: number; rowY: number; rowW: number;
}

function moduleOf(one: Finder, steepness: number): number {
  // A chord along the axes of the picture is longer than seven modules when the code is turned.
  return (one.wide + one.high) * steepness / 14;
}

/** Modules a side, as they seem. */
let modules = 0;

/** How badly three finders make the corner of a square, 9 for not at all. Leaves `modules`. */
function strainOf(corner: Finder, right: Finder, below: Finder): number {
  const ax = right.x - corner.x, ay = right.y - corner.y;
  const bx = below.x - corner.x, by = below.y - corner.y;
  const aa = ax * ax + ay * ay;
  const bb = bx * bx + by * by;
  if (aa > 2.6 * bb || bb > 2.6 * aa) return 9;
  const a = Math.sqrt(aa);
  const b = Math.sqrt(bb);
  const ratio = a > b ? a / b : b / a;
  const skew = Math.abs(ax * bx + ay * by) / (a * b);
  if (skew > 0.5) return 9;
  const first = moduleOf(corner, Math.max(Math.abs(ax), Math.abs(ay)) / a);
  const second = moduleOf(right, Math.max(Math.abs(ax), Math.abs(ay)) / a);
  const third = moduleOf(below, Math.max(Math.abs(bx), Math.abs(by)) / b);
  const spread = Math.max(first, second, third) / Math.min(first, second, third);
  if (spread > 1.7) return 9;
  modules = a / (first + second) + b / (first + third) + 2 * FINDER_MIDDLE;
  if (modules < SIZE_MIN - 3 || modules > SIZE_MAX + 3) return 9;
  return skew + (ratio - 1) + (spread - 1) + Math.abs(modules - sizeNear(modules)) / 8;
}

function sizeNear(count: number): number {
  return Math.min(SIZE_MAX, Math.max(SIZE_MIN, Math.round((count - 17) / 4) * 4 + 17));
}

function wasTried(tried: Triple[], one: Finder, two: Finder, three: Finder): boolean {
  for (const triple of tried) if (triple.corner === one && triple.right === two && triple.below === three) return true;
  return false;
}

/** At most `count` finders, those that most hits have pointed at. */
export function mostVoted(finders: Finder[], count: number): Finder[] {
  const few = finders.slice(0);
  while (few.length > count) {
    let least = 0;
    for (let i = 1; i < few.length; i++) if ((few[i] as Finder).votes < (few[least] as Finder).votes) least = i;
    few.splice(least, 1);
  }
  return few;
}

/**
 * The better of `best` and the codes with finder `i` in the corner that were not `tried`. What is below is clockwise of what
 * is to the right.
 */
export function betterTriple(few: Finder[], i: number, tried: Triple[], best: Triple | undefined): Triple | undefined {
  const corner = few[i] as Finder;
  const count = few.length;
  for (let j = 0; j < count; j++) {
    for (let k = j + 1; k < count; k++) {
      if (j === i || k === i) continue;
      const one = few[j] as Finder;
      const other = few[k] as Finder;
      const turn = (one.x - corner.x) * (other.y - corner.y) - (one.y - corner.y) * (other.x - corner.x);
      const right = turn > 0 ? one : other;
      const below = turn > 0 ? other : one;
      const value = strainOf(corner, right, below);
      if (value >= (best ? best.strain : STRAIN_MAX) || wasTried(tried, corner, right, below)) continue;
      const size = sizeNear(modules);
      const second = size + (modules > size ? 4 : -4);
      best = { corner: corner, right: right, below: below, size: size, other: second, strain: value };
    }
  }
  return best;
}

/** The grid with so much light, that is nearness, at the right and below, the corner being 1. */
export function gridOf(triple: Triple, right: number, below: number): Grid {
  const span = triple.size - 2 * FINDER_MIDDLE;
  const corner = triple.corner;
  const columnX = (triple.right.x * right - corner.x) / span;
  const columnY = (triple.right.y * right - corner.y) / span;
  const columnW = (right - 1) / span;
  const rowX = (triple.below.x * below - corner.x) / span;
  const rowY = (triple.below.y * below - corner.y) / span;
  const rowW = (below - 1) / span;
  // The middle of the first module is three from the middle of the finder.
  const back = FINDER_MIDDLE - 0.5;
  return {
    size: triple.size,
    x: corner.x - back * (columnX + rowX), y: corner.y - back * (columnY + rowY), w: 1 - back * (columnW + rowW),
    columnX: columnX, columnY: columnY, columnW: columnW,
    rowX: rowX, rowY: rowY, rowW: rowW,
  };
}

function share(corner: Finder, other: Finder): number {
  return Math.pow(corner.wide * corner.high / (other.wide * other.high), 1 / 3);
}

/** The grid that the three sizes of the finders tell of. */
export function gridBySizes(triple: Triple): Grid {
  return gridOf(triple, share(triple.corner, triple.right), share(triple.corner, triple.below));
}

/** The grid in which the middle of the module in column and row `module` is at x, y; undefined where that cannot be. */
export function gridThrough(triple: Triple, module: number, x: number, y: number): Grid | undefined {
  const part = (module - FINDER_MIDDLE + 0.5) / (triple.size - 2 * FINDER_MIDDLE);
  const corner = triple.corner;
  const ax = triple.right.x - x, ay = triple.right.y - y;
  const bx = triple.below.x - x, by = triple.below.y - y;
  const cx = (1 - 2 * part) * (x - corner.x) / part, cy = (1 - 2 * part) * (y - corner.y) / part;
  const both = ax * by - ay * bx;
  const right = (cx * by - cy * bx) / both;
  const below = (ax * cy - ay * cx) / both;
  return right > 0.6 && right < 1.7 && below > 0.6 && below < 1.7 ? gridOf(triple, right, below) : undefined;
}

/** The same grid seen from behind. */
export function mirrored(grid: Grid): Grid {
  return {
    size: grid.size, x: grid.x, y: grid.y, w: grid.w,
    columnX: grid.rowX, columnY: grid.rowY, columnW: grid.rowW,
    rowX: grid.columnX, rowY: grid.columnY, rowW: grid.columnW,
  };
}
