// Part: Ilitek ILI9341, 240 by 320 pixels, lying, on four wires: clock, data, select, command (D/CX).
// Source: ILI9341 data sheet V1.11: 4-line serial interface (a write cycle of 100 ns), section 8.2 (commands 01, 11, 29,
// 2A, 2B, 2C, 36, 3A), 120 ms after reset and after sleep out. The interpreter's own driver for such panels is in its
// builds for boards with a built-in display alone, and draws no Chinese.

import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Clock } from "../../ports/clock";
import type { OpenDigital } from "../../ports/digital";
import type { Display, DisplayLine } from "../../ports/display";
import type { Pixels } from "../../ports/pixels";
import type { OpenSPI } from "../../ports/spi";
import { dotsOf } from "./bitmap-font";
import type { BitmapFont } from "./bitmap-font";
import type { PixelModel } from "./models";
import { COVERED, planRows } from "./row-plan";
import type { RowPlan } from "./row-plan";

const HZ = 10_000_000;
const RESET = 0x01;
const WAKE = 0x11;
const DISPLAY_ON = 0x29;
/** In memory a column is what is a row of the picture, which lies on its side. */
const ROWS_FROM_TO = 0x2a;
const COLUMNS_FROM_TO = 0x2b;
const WRITE = 0x2c;
const ACCESS = 0x36;
const FORMAT = 0x3a;
/** 16 bits a pixel. */
const FORMAT_16 = "\x55";
/** After a reset, and after waking. */
const SETTLE_MS = 120;
/** What was lost by a loose wire or a weak supply comes back after this time, a row at a time: keys are heard between. */
const RENEW_MS = 30_000;
const BETWEEN_ROWS_MS = 20;
/** No mark of a row. */
const UNKNOWN = "?";
const COLUMN_PX = 8;
const ROW_PX = 16;
/** The dots of a letter are drawn in two halves, a byte for each column. */
const HALF_PX = 8;
/** So many bytes of dots become pixels at a time: 2 KB of memory. */
const PIECE_BYTES = 128;
/** Modules of white around a code (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;

/** Two numbers of 16 bits. */
function range(from: number, count: number): Bytes {
  const to = from + count - 1;
  return String.fromCharCode(from >> 8, from & 255, to >> 8, to & 255);
}

/** One column of modules from the top, in pixels: light is 1, as is all that is beside the code. */
function columnOf(code: Bytes[], at: number, light: Bytes, dark: Bytes): Bytes {
  let out = "";
  for (const row of code) out += row.charAt(at) === "1" ? dark : light;
  return out;
}

/**
 * Opens a panel; it shows something after a quarter of a second. Only rows that changed are drawn, some 20 ms each, more
 * than twice that where all of a row is Chinese: its letters are unpacked. Characters that the font lacks are frames.
 * Nothing tells whether a panel is there: it is set up and told everything again each half minute, without a reset, which
 * would be seen.
 */
export function openILI9341(
  wiring: {
    spi: OpenSPI; command: OpenDigital; clock: Clock; pixels: Pixels; font: BitmapFont; unpack: (packed: Bytes) => Bytes;
    model: PixelModel;
  },
): Display {
  const clock = wiring.clock;
  const pixels = wiring.pixels;
  const font = wiring.font;
  const unpack = wiring.unpack;
  const model = wiring.model;
  const widthPx = model.widthPx;
  const columns = widthPx / COLUMN_PX;
  const rows = model.heightPx / ROW_PX;
  const spi = wiring.spi({ hz: HZ, mode: 0 });
  const isData = wiring.command({ mode: "output", initial: 1 });
  let isReady = false;
  let closed = false;
  let last: DisplayLine[] = [];
  /** Empty until everything was drawn once: what the memory holds at first is chance. */
  let shown: Bytes[] = [];
  /** The row that is told anew next. */
  let old = 0;

  function send(command: number, parameters: Bytes): void {
    isData.write(0);
    spi.write(String.fromCharCode(command));
    isData.write(1);
    if (parameters !== "") spi.write(parameters);
  }

  /** What is written now goes there, down each column, one after the other. */
  function open(x: number, y: number, width: number, height: number): void {
    send(ROWS_FROM_TO, range(y, height));
    send(COLUMNS_FROM_TO, range(x, width));
    send(WRITE, "");
  }

  function drawHalf(y: number, dots: Bytes, size: 1 | 2, isCentred: boolean): void {
    const left = isCentred ? (widthPx - dots.length) >> 1 : 0;
    const bits = "\x00".repeat(left) + dots + "\x00".repeat(widthPx - left - dots.length);
    const step = PIECE_BYTES / size;
    open(0, y, widthPx, HALF_PX * size);
    for (let at = 0; at < widthPx; at += step) spi.write(pixels.ofBits(bits.substr(at, step), size));
  }

  function drawText(row: number, text: Bytes, big: boolean, isCentred: boolean): void {
    const size = big ? 2 : 1;
    const halves = dotsOf(font, unpack, text, columns, big);
    for (let half = 0; half < 2; half++) {
      drawHalf(row * ROW_PX + half * HALF_PX * size, halves[half] as Bytes, size, isCentred);
    }
  }

  function repeat(data: ArrayBuffer, times: number): void {
    for (let time = 0; time < times; time++) spi.write(data);
  }

  /**
   * All that is below: a code in the middle, on white; one that has no room is left out. Each dot is written once, so that a
   * code that is only told anew stays readable for the phone that is just looking at it.
   */
  function drawCode(code: Bytes[], top: number): void {
    const heightPx = (rows - top) * ROW_PX;
    const modules = code.length + 2 * QUIET;
    const scale = Math.floor(Math.min(widthPx, heightPx) / modules);
    const side = modules * scale;
    const left = (widthPx - side) >> 1;
    const light = "1".repeat(scale);
    const dark = "0".repeat(scale);
    const margin = light.repeat(QUIET);
    const end = margin + "0".repeat(heightPx - side);
    const outside = pixels.ofText("0".repeat(heightPx));
    open(0, top * ROW_PX, widthPx, heightPx);
    repeat(outside, left);
    for (let at = -QUIET; at < code.length + QUIET; at++) {
      repeat(pixels.ofText(margin + columnOf(code, at, light, dark) + end), scale);
    }
    repeat(outside, widthPx - left - side);
  }

  function drawRow(plan: RowPlan, row: number): void {
    const line = plan.lines[row];
    if (line !== undefined && line.qr !== undefined) drawCode(line.qr, row);
    else if (line !== undefined) drawText(row, line.text, line.big, line.align === "center");
    else if (plan.marks[row] !== COVERED) drawText(row, "", false, false);
  }

  function draw(): void {
    const plan = planRows(last, rows);
    for (let row = 0; row < rows; row++) if (plan.marks[row] !== shown[row]) drawRow(plan, row);
    shown = plan.marks;
  }

  /** A first time all that is to be seen, later row after row. The panel is dark until it was told all. */
  function onAwake(): void {
    if (closed) return;
    send(FORMAT, FORMAT_16);
    send(ACCESS, model.access);
    if (isReady) shown[old++] = UNKNOWN;
    else old = rows;
    isReady = true;
    draw();
    if (old < rows) clock.start(BETWEEN_ROWS_MS, onAwake);
    else {
      send(DISPLAY_ON, "");
      old = 0;
      clock.start(RENEW_MS, wake);
    }
  }

  function wake(): void {
    if (closed) return;
    send(WAKE, "");
    clock.start(SETTLE_MS, onAwake);
  }

  send(RESET, "");
  clock.start(SETTLE_MS, wake);
  return {
    columns: columns,
    rows: rows,
    show: function (lines: DisplayLine[]) {
      if (closed) throw halError("closed", "display");
      last = lines;
      if (isReady) draw();
    },
    close: function () {
      if (closed) return;
      closed = true;
      isData.close();
    },
  };
}
