// Part: Sitronix ST7920 (modules LCD12864), 128 by 64 pixels, in serial mode (PSB low, CS high).
// Source: ST7920 data sheet V4.0: serial interface (a byte of five ones, RW, RS, 0, then each byte as its upper and
// its lower half, four bits each), instruction set 1 and 2, DDRAM and GDRAM maps, 72 us for each instruction.

import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Clock, TimerId } from "../../ports/clock";
import type { Display, DisplayLine } from "../../ports/display";
import type { OpenSPI } from "../../ports/spi";
import { layOut, turn, turnsOf } from "./few-rows";
import type { Rows } from "./few-rows";
import type { GraphicModuleModel } from "./models";

/** So slow that each byte is carried out before the next one is there: 16 bits are 80 us. */
const HZ = 200_000;
const COLUMNS = 16;
const ROWS = 4;
/** Beside a code there is half of the panel. */
const COLUMNS_BESIDE = 8;
const SIDE_PX = 64;
const INSTRUCTIONS = "\xf8";
const DATA = "\xfa";
/** Basic instructions, twice as after power-on; display on; the address goes up. */
const START = "\x30\x30\x0c\x06";
/** To the extended instructions; the graphic plane on, and back; or there, off, and back: never both in one. */
const EXTENDED = "\x34";
const GRAPHIC_ON = "\x36\x30";
const GRAPHIC_OFF = "\x34\x34\x30";
/** Where each row of text begins. */
const ROW_ADDRESSES = ["\x80", "\x90", "\x88", "\x98"];
/** From power-on until it takes instructions, with some to spare. */
const START_MS = 60;
const TURN_MS = 2500;
/** What was lost by a loose wire or a weak supply comes back after this time. */
const RENEW_MS = 30_000;
const HALVES = ["\x00", "\x10", "\x20", "\x30", "\x40", "\x50", "\x60", "\x70", "\x80", "\x90", "\xa0", "\xb0", "\xc0",
  "\xd0", "\xe0", "\xf0"];

/** Bytes as they go over the wire, without the one that says what they are. */
function halves(bytes: Bytes): Bytes {
  let out = "";
  for (const byte of bytes) {
    const code = byte.charCodeAt(0);
    out += (HALVES[code >> 4] as Bytes) + (HALVES[code & 15] as Bytes);
  }
  return out;
}

function instructions(bytes: Bytes): Bytes {
  return INSTRUCTIONS + halves(bytes);
}

/** Eight bytes of pixels, on the wire, of one row of modules; `margin` and `scale` in pixels. */
function pixelsOf(modules: Bytes, margin: number, scale: number, isInverted: boolean): Bytes {
  let bits = "";
  for (const module of modules) bits += scale === 2 ? module + module : module;
  bits = "0".repeat(margin) + bits;
  bits += "0".repeat(SIDE_PX - bits.length);
  let out = "";
  for (let at = 0; at < SIDE_PX; at += 8) {
    const byte = parseInt(bits.substr(at, 8), 2);
    out += String.fromCharCode(isInverted ? 255 - byte : byte);
  }
  return halves(out);
}

/** The rows of the right half of the panel with a code on it, as large as fits; a code that does not is left out. */
function codeRows(code: Bytes[], isInverted: boolean): Bytes[] {
  const size = code.length;
  const scale = size * 2 + 4 <= SIDE_PX ? 2 : 1;
  const margin = (SIDE_PX - size * scale) >> 1;
  const blank = pixelsOf("", 0, 1, isInverted);
  const rows: Bytes[] = [];
  while (rows.length < margin) rows.push(blank);
  if (margin > 0) {
    for (const modules of code) {
      const row = pixelsOf(modules, margin, scale, isInverted);
      rows.push(row);
      if (scale === 2) rows.push(row);
    }
  }
  while (rows.length < SIDE_PX) rows.push(blank);
  return rows;
}

/** The graphic plane with a code on its right half. The lower half of the panel continues the rows of the upper one. */
function codePlane(code: Bytes[], isInverted: boolean): Bytes {
  const rows = codeRows(code, isInverted);
  const left = "\x00".repeat(SIDE_PX / 8 * 2);
  let out = instructions(EXTENDED);
  for (let y = 0; y < 32; y++) {
    out += instructions(String.fromCharCode(0x80 + y, 0x80)) + DATA + left + (rows[y] as Bytes) + left + (rows[y + 32] as Bytes);
  }
  return out + instructions(GRAPHIC_ON);
}

/**
 * Opens a panel; it shows something after 60 ms. Texts are GB2312. Big rows are as small as all others. What has more
 * rows than the panel takes turns, below the big ones. A code takes the right half; the rows before it share the left
 * one. Nothing tells whether a panel is there: it is told everything again each half minute.
 */
export function openST7920(wiring: { open: OpenSPI; clock: Clock; model: GraphicModuleModel }): Display {
  const clock = wiring.clock;
  const spi = wiring.open({ hz: HZ, mode: 3 });
  const isInverted = wiring.model.lightsPixels;
  let isReady = false;
  let closed = false;
  let timer: TimerId | undefined;
  let rows: Rows = layOut([], COLUMNS);
  let code: Bytes[] = [];
  let which = 0;
  let turns = 1;
  let shown: Bytes[] = [];
  let shownCode = "";

  /** Sends what changed; all of it when nothing is known to be there. */
  function draw(): void {
    const columns = code.length > 0 ? COLUMNS_BESIDE : COLUMNS;
    const next = turn(rows, ROWS, columns, which);
    const nextCode = code.join("");
    let out = shown.length === 0 ? instructions(START) : "";
    for (let row = 0; row < ROWS; row++) {
      const text = (next[row] as Bytes) + "        ".substr(0, COLUMNS - columns);
      next[row] = text;
      if (text !== shown[row]) out += instructions(ROW_ADDRESSES[row] as Bytes) + DATA + halves(text);
    }
    if (nextCode !== shownCode || shown.length === 0) {
      out += nextCode === "" ? instructions(GRAPHIC_OFF) : codePlane(code, isInverted);
    }
    if (out !== "") spi.write(out);
    shown = next;
    shownCode = nextCode;
  }

  function onTurn(): void {
    which = (which + 1) % turns;
    draw();
    timer = clock.start(TURN_MS, onTurn);
  }

  function renew(): void {
    if (closed) return;
    isReady = true;
    shown = [];
    draw();
    clock.start(RENEW_MS, renew);
  }

  clock.start(START_MS, renew);
  return {
    columns: COLUMNS,
    rows: ROWS,
    show: function (lines: DisplayLine[]) {
      if (closed) throw halError("closed", "display");
      const last = lines[lines.length - 1];
      code = (last !== undefined && last.qr) || [];
      rows = layOut(lines, code.length > 0 ? COLUMNS_BESIDE : COLUMNS);
      which = 0;
      turns = turnsOf(rows, ROWS);
      if (timer !== undefined) clock.stop(timer);
      timer = turns > 1 ? clock.start(TURN_MS, onTurn) : undefined;
      if (isReady) draw();
    },
    close: function () {
      if (closed) return;
      closed = true;
      if (timer !== undefined) clock.stop(timer);
    },
  };
}
