import type { GreyPicture } from "../../../ports/camera";
import type { Grid } from "./qr-corners";

/** Where the alignment pattern of versions 2 to 6 stands, counted from the last column and row. */
export const ALIGNMENT_BACK = 7;
/** How far from where it should be it is looked for, in modules. */
const REACH = 2;
/** Modules from its middle: two lots of four light ones, then four dark ones. */
const RING = [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, 1], [-1, -1], [1, -1]];
const BORDER = [[2, 0], [0, 2], [-2, 0], [0, -2]];

function offsets(list: number[][], across: number[], down: number[], width: number): number[] {
  return list.map((step) => {
    const i = step[0] as number;
    const j = step[1] as number;
    return Math.round(i * (across[0] as number) + j * (down[0] as number))
      + width * Math.round(i * (across[1] as number) + j * (down[1] as number));
  });
}

/** How far the place of a module is from that of the one in column and row `module`. */
function step(grid: Grid, module: number, columns: number, rows: number): number[] {
  const w = grid.w + module * (grid.columnW + grid.rowW);
  const x = (grid.x + module * (grid.columnX + grid.rowX)) / w;
  const y = (grid.y + module * (grid.columnY + grid.rowY)) / w;
  const next = w + columns * grid.columnW + rows * grid.rowW;
  return [
    (x * w + columns * grid.columnX + rows * grid.rowX) / next - x,
    (y * w + columns * grid.columnY + rows * grid.rowY) / next - y,
  ];
}

/** The dot in the middle of the alignment pattern, found by how light its ring is against the rest; undefined at the border. */
export function alignmentOf(picture: GreyPicture, grid: Grid, inverted: boolean): number[] | undefined {
  const dots = picture.dots;
  const width = picture.width;
  const module = grid.size - ALIGNMENT_BACK;
  const across = step(grid, module, 1, 0);
  const down = step(grid, module, 0, 1);
  const ring = offsets(RING, across, down, width);
  const border = offsets(BORDER, across, down, width);
  const w = grid.w + module * (grid.columnW + grid.rowW);
  let x = Math.floor((grid.x + module * (grid.columnX + grid.rowX)) / w);
  let y = Math.floor((grid.y + module * (grid.columnY + grid.rowY)) / w);
  const length = Math.max(Math.abs(across[0] as number), Math.abs(across[1] as number));
  const margin = Math.ceil(6 * length);
  if (x < margin || y < margin || x >= width - margin || y >= picture.height - margin) return undefined;
  const sign = inverted ? -1 : 1;
  let best = -10000;

  function look(toX: number, toY: number): boolean {
    const at = toY * width + toX;
    let light = 0;
    for (const offset of ring) light += dots[at + offset] as number;
    let dark = (dots[at] as number) * 4;
    for (const offset of border) dark += dots[at + offset] as number;
    if ((light - dark) * sign <= best) return false;
    best = (light - dark) * sign;
    return true;
  }

  let steps = REACH;
  for (let far = Math.round(length); far > 0; far >>= 1) {
    let nextX = x;
    let nextY = y;
    for (let j = -steps; j <= steps; j++) {
      for (let i = -steps; i <= steps; i++) {
        if (!look(x + i * far, y + j * far)) continue;
        nextX = x + i * far;
        nextY = y + j * far;
      }
    }
    x = nextX;
    y = nextY;
    steps = 1;
  }
  return [x + 0.5, y + 0.5];
}
