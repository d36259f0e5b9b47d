import { cellsOf } from "../../devices/gbk";
import type { PaperRow, PrintedCode } from "../../devices/esc-pos-paper";
import { type GreyPicture, greyOf, readBars, readCode } from "../../phone/lens";
import { toQr } from "../../wallet/symbols";

/** Dots that a 58 mm head burns side by side, and the white on either side of them: eight to a millimetre. */
const LINE_DOTS = 384;
const MARGIN_DOTS = 32;
export const PAPER_DOTS = LINE_DOTS + 2 * MARGIN_DOTS;

/** Font A is 12 by 24 dots, a Chinese character 24 by 24; rows are 32 dots apart. */
const CELL_DOTS = 12;
const LETTER_DOTS = 24;
const GAP_DOTS = 8;
const ROW_DOTS = LETTER_DOTS + GAP_DOTS;
const CUT_DOTS = 20;
/** Whatever the machine has with letters of one width; the last one comes with the page. */
const FONT = [
  "DejaVu Sans Mono", "Noto Sans Mono", "Noto Sans Mono CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Unifont",
].map((name) => `"${name}"`).join() + ",monospace";
const PAPER = "#fdfdf8";
const INK = "#26242a";

/** Dots from the top of a row to the top of the next. */
export function heightOf(row: PaperRow): number {
  if (row.cut) return CUT_DOTS;
  if (row.dots !== undefined) return row.dots.length;
  if (row.code !== undefined) return modulesOf(row.code).length * row.code.moduleDots;
  return row.big ? ROW_DOTS + LETTER_DOTS : ROW_DOTS;
}

/** Dots that all the rows take below each other. */
export function heightOfAll(rows: readonly PaperRow[]): number {
  return rows.reduce((sum, row) => sum + heightOf(row), 0);
}

/** Draws rows below each other from the top of a canvas, which becomes as wide as the paper and as high as they are. */
export function drawRows(canvas: HTMLCanvasElement, rows: readonly PaperRow[]): void {
  canvas.width = PAPER_DOTS;
  canvas.height = Math.max(1, heightOfAll(rows));
  const context = canvas.getContext("2d", { alpha: false })!;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = INK;
  let y = 0;
  for (const row of rows) {
    drawRow(context, row, y);
    y += heightOf(row);
  }
}

/** What a camera or a scanner reads on the paper: its newest code, from the pixels as they are drawn. */
export function readPaper(rows: readonly PaperRow[]): string | undefined {
  let at = rows.length - 1;
  while (at >= 0 && rows[at]!.code === undefined && rows[at]!.dots === undefined) at--;
  if (at < 0) return undefined;
  const canvas = document.createElement("canvas");
  // What stands above and below is seen as well: a reader needs the white around a code.
  drawRows(canvas, rows.slice(Math.max(0, at - 2), at + 3));
  return (rows[at]!.bars === undefined ? readCode : readBars)(pixelsOf(canvas));
}

function pixelsOf(canvas: HTMLCanvasElement): GreyPicture {
  const { width, height } = canvas;
  return greyOf(width, height, canvas.getContext("2d")!.getImageData(0, 0, width, height).data);
}

function drawRow(context: CanvasRenderingContext2D, row: PaperRow, y: number): void {
  if (row.cut) return drawCut(context, y);
  if (row.dots !== undefined) return drawDots(context, row.dots, 1, leftOf(row, row.dots[0]!.length), y);
  if (row.code !== undefined) {
    const modules = modulesOf(row.code);
    return drawDots(context, modules, row.code.moduleDots, leftOf(row, modules.length * row.code.moduleDots), y);
  }
  drawText(context, row, y);
}

/** Character by character, each in its cells, as a head does it. */
function drawText(context: CanvasRenderingContext2D, row: PaperRow, y: number): void {
  const scale = row.big ? 2 : 1;
  context.save();
  context.translate(leftOf(row, cellsOf(row.text) * CELL_DOTS * scale), y + GAP_DOTS / 2);
  context.scale(scale, scale);
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  let x = 0;
  for (const character of row.text) {
    const width = cellsOf(character) * CELL_DOTS;
    context.font = `${row.bold ? "bold " : ""}${width > CELL_DOTS ? 23 : 20}px ${FONT}`;
    context.fillText(character, x + width / 2, 20, width);
    x += width;
  }
  context.restore();
}

function drawDots(context: CanvasRenderingContext2D, rows: readonly string[], dots: number, left: number, top: number): void {
  rows.forEach((row, y) => {
    for (let x = row.indexOf("1"); x >= 0; x = row.indexOf("1", x + 1)) {
      context.fillRect(left + x * dots, top + y * dots, dots, dots);
    }
  });
}

function drawCut(context: CanvasRenderingContext2D, y: number): void {
  context.save();
  context.globalAlpha = 0.4;
  for (let x = 0; x < PAPER_DOTS; x += 14) context.fillRect(x, y + CUT_DOTS / 2, 8, 2);
  context.restore();
}

function leftOf(row: PaperRow, widthDots: number): number {
  const spare = LINE_DOTS - widthDots;
  return MARGIN_DOTS + (row.align === "left" ? 0 : row.align === "center" ? spare >> 1 : spare);
}

const codes = new Map<string, string[]>();
const CODES_MAX = 50;

/** The modules of a code that the printer made itself, "1" dark, one string for each row. */
function modulesOf(code: PrintedCode): string[] {
  let rows = codes.get(code.text);
  if (rows === undefined) {
    rows = toQr(code.text).map((row) => row.map((isDark) => isDark ? "1" : "0").join(""));
    if (codes.size >= CODES_MAX) codes.clear();
    codes.set(code.text, rows);
  }
  return rows;
}
