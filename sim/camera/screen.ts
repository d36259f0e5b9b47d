import type { Random } from "../gateway/random";

/** What the screen shows, as the wallet's page has it; either may be missing. */
export interface Symbols {
  /** Modules of a bar code, `1` is a bar. */
  bars?: string;
  /** Modules of a QR code by row, true is dark. */
  matrix?: readonly (readonly boolean[])[];
}

/** A drawing of the phone's screen. */
export interface Drawing {
  /** How light the point is: 0 black, 1 white. Units from the point aimed at. */
  shade(x: number, y: number): number;
}

/** Of the screen, in units: the module of an eighteen-digit code. */
export const SCREEN_WIDTH = 168;
const SCREEN_HEIGHT = 340;
export const BARS_WIDTH = 134;
const BARS_TOP = 104;
const BARS_HEIGHT = 36;
export const MATRIX_SIDE = 76;
const MATRIX_TOP = 160;
const FRAME = 4;

const DESK = 0.3;
const PAGE = 0.45;
const INK = 0.1;

interface Style { dotsPerUnit: number; aim: number; inverted: boolean }

/** Draws the screen: a page with a card that has bar code, digits and QR code, and lines of text round it. */
export function drawScreen(symbols: Symbols, { dotsPerUnit, aim, inverted }: Style, chance: Random): Drawing {
  const width = Math.ceil((SCREEN_WIDTH + 2 * FRAME) * dotsPerUnit);
  const height = Math.ceil((SCREEN_HEIGHT + 2 * FRAME) * dotsPerUnit);
  const dots = new Float32Array(width * height).fill(0.05);
  const sheet: Sheet = { dots, width, height };
  const box: Box = (x, y, wide, high, shade, over) => {
    const [left, top] = [(x + FRAME) * dotsPerUnit, (y + FRAME) * dotsPerUnit];
    fillBox(sheet, [left, top, left + wide * dotsPerUnit, top + high * dotsPerUnit], shade, over);
  };
  drawPage(box, chance);
  if (symbols.bars === undefined) drawText(box, 20, BARS_TOP, 128, 5, chance);
  else drawBars(box, symbols.bars);
  if (symbols.matrix === undefined) drawText(box, 30, MATRIX_TOP, 100, 8, chance);
  else drawMatrix(box, symbols.matrix);
  if (inverted) dots.forEach((shade, at) => { dots[at] = 1 - shade; });
  const middle = (1 - aim) * (BARS_TOP + BARS_HEIGHT / 2) + aim * (MATRIX_TOP + MATRIX_SIDE / 2);
  return {
    shade: (x, y) => shadeAt(sheet, (x + SCREEN_WIDTH / 2 + FRAME) * dotsPerUnit - 0.5, (y + middle + FRAME) * dotsPerUnit - 0.5),
  };
}

/** Fills a box; `over`: known to be of this shade alone, or boxes that touch would show a seam. */
type Box = (x: number, y: number, wide: number, high: number, shade: number, over?: number) => void;

function drawPage(box: Box, chance: Random): void {
  box(0, 0, SCREEN_WIDTH, SCREEN_HEIGHT, PAGE);
  drawText(box, 8, 6, 150, 1, chance);
  drawText(box, 50, 30, 70, 1, chance);
  box(6, 56, 156, 206, 1);
  drawText(box, 24, 74, 110, 2, chance);
  drawText(box, 24, 246, 60, 1, chance);
  box(6, 272, 156, 50, 0.9);
  drawText(box, 14, 282, 120, 3, chance);
}

function drawBars(box: Box, bars: string): void {
  const module = BARS_WIDTH / bars.length;
  const left = (SCREEN_WIDTH - BARS_WIDTH) / 2;
  for (const run of bars.matchAll(/1+/g)) box(left + run.index * module, BARS_TOP, run[0].length * module, BARS_HEIGHT, 0, 1);
}

function drawMatrix(box: Box, matrix: readonly (readonly boolean[])[]): void {
  const module = MATRIX_SIDE / matrix.length;
  const left = (SCREEN_WIDTH - MATRIX_SIDE) / 2;
  matrix.forEach((row, y) => row.forEach((isDark, x) => {
    if (isDark) box(left + x * module, MATRIX_TOP + y * module, module, module, 0, 1);
  }));
}

/** Lines of letters, as a lens sees them: strokes and gaps of chance. */
function drawText(box: Box, left: number, top: number, width: number, lines: number, chance: Random): void {
  for (let line = 0; line < lines; line++) {
    const end = left + width * (0.5 + chance.below(50) / 100);
    for (let x = left; x < end; x += 4 + chance.below(3)) {
      box(x, top + 10 * line, 1, 3 + chance.below(4), INK);
      box(x, top + 10 * line + chance.below(6), 3, 1, INK);
      if (chance.below(2) === 0) box(x + 2, top + 10 * line + 2, 1, 4, INK);
    }
  }
}

interface Sheet { dots: Float32Array; width: number; height: number }

/** Fills a box to the fraction of a dot: what a dot has of it is mixed with what was there. */
function fillBox(
  { dots, width, height }: Sheet, [left, top, right, bottom]: [number, number, number, number], shade: number, over?: number,
): void {
  for (let row = Math.floor(top); row < Math.min(bottom, height); row++) {
    const tall = Math.min(row + 1, bottom) - Math.max(row, top);
    for (let column = Math.floor(left); column < Math.min(right, width); column++) {
      const part = tall * (Math.min(column + 1, right) - Math.max(column, left));
      const at = row * width + column;
      dots[at] = dots[at]! + part * (shade - (over ?? dots[at]!));
    }
  }
}

/** Between four dots; beside the phone lies the desk. */
function shadeAt({ dots, width, height }: Sheet, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (!(column >= 0 && row >= 0 && column + 1 < width && row + 1 < height)) return DESK;
  const [right, down, at] = [x - column, y - row, row * width + column];
  const upper = dots[at]! + right * (dots[at + 1]! - dots[at]!);
  const lower = dots[at + width]! + right * (dots[at + width + 1]! - dots[at + width]!);
  return upper + down * (lower - upper);
}
