import type { GreyPicture } from "../../../ports/camera";
import type { Grid } from "./qr-corners";

/** Row and column of the modules that are dark and light in turn, and where they begin and end. */
const CLOCK = 6;
const CLOCK_FIRST = 8;

/** Levels of the modules from CLOCK_FIRST on, in a row or in a column. */
function levelsOf(picture: GreyPicture, grid: Grid, isRow: boolean): number[] {
  const start = isRow ? CLOCK_FIRST : CLOCK;
  const other = isRow ? CLOCK : CLOCK_FIRST;
  let x = grid.x + start * grid.columnX + other * grid.rowX;
  let y = grid.y + start * grid.columnY + other * grid.rowY;
  let w = grid.w + start * grid.columnW + other * grid.rowW;
  const dx = isRow ? grid.columnX : grid.rowX;
  const dy = isRow ? grid.columnY : grid.rowY;
  const dw = isRow ? grid.columnW : grid.rowW;
  const levels: number[] = [];
  for (let count = grid.size - 2 * CLOCK_FIRST; count > 0; count--) {
    levels.push(picture.dots[(x / w | 0) + (y / w | 0) * picture.width] as number);
    x += dx;
    y += dy;
    w += dw;
  }
  return levels;
}

/** How many of the steps from one module to the next go the right way, as a share of all. */
function shareOf(levels: number[], sign: number): number {
  let right = 0;
  let last = 0;
  let isFirst = true;
  for (const level of levels) {
    if (!isFirst && (level - last) * sign > 0) right++;
    sign = -sign;
    last = level;
    isFirst = false;
  }
  return right / (levels.length - 1);
}

/**
 * How well the clock between the finders fits a grid: 1 where all its modules are dark and light in turn, some 0.5 where
 * there is no code, or one of another size.
 */
export function clockOf(picture: GreyPicture, grid: Grid, inverted: boolean): number {
  const sign = inverted ? 1 : -1;
  return (shareOf(levelsOf(picture, grid, true), sign) + shareOf(levelsOf(picture, grid, false), sign)) / 2;
}
