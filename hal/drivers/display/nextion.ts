// Part: serial HMI panels of the Nextion and TJC families.
// Source: The Nextion Instruction Set, section 1 (rules: instructions end with FF FF FF, text escapes),
// section 4 (xstr, fill, cls), section 6 (bkcmd), section 7 (return data).

import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Display, DisplayLine } from "../../ports/display";
import type { OpenSerial } from "../../ports/serial";
import type { PanelModel } from "./models";
import { COVERED, planRows } from "./row-plan";
import type { RowPlan } from "./row-plan";

const END = "\xff\xff\xff";
/** Return data: power-on or reset, then ready for instructions. */
const STARTED = "\x00\x00\x00";
const READY = "\x88";
const HEARD_BYTES_MAX = 64;
const COLUMN_PX = 8;
const ROW_PX = 16;
/** Errors only; black all over. */
const START = "bkcmd=2" + END + "cls 0" + END;
const SPECIAL = /["\\\xff]/;
/** Modules of white around a code (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;

/** A text as the panel reads it: quote and backslash escaped, and nothing that ends the instruction. */
function escaped(text: Bytes): Bytes {
  if (!SPECIAL.test(text)) return text;
  return text.split("\xff").join("?").split("\\").join("\\\\").split("\"").join("\\\"");
}

/** Cuts a text to `columns` without cutting a character of two bytes. */
function cut(text: Bytes, columns: number): Bytes {
  if (text.length <= columns) return text;
  let at = 0;
  let next = 0;
  while (next <= columns) {
    at = next;
    next += text.charCodeAt(at) > 0x80 ? 2 : 1;
  }
  return text.substr(0, at);
}

function fill(x: number, y: number, width: number, height: number, colour: number): Bytes {
  return "fill " + x + "," + y + "," + width + "," + height + "," + colour + END;
}

/** One row of modules: a rectangle for each run of dark ones. */
function runs(modules: Bytes, left: number, y: number, scale: number): Bytes {
  let out = "";
  let start = modules.indexOf("1");
  while (start >= 0) {
    let end = modules.indexOf("0", start);
    if (end < 0) end = modules.length;
    out += fill(left + start * scale, y, (end - start) * scale, scale, 0);
    start = modules.indexOf("1", end);
  }
  return out;
}

/** A code in the middle of the area from `top` down, on white; a code that has no room is left out. */
function drawCode(code: Bytes[], top: number, widthPx: number, heightPx: number): Bytes {
  const modules = code.length + 2 * QUIET;
  const scale = Math.floor(Math.min(widthPx, heightPx) / modules);
  const side = modules * scale;
  const left = (widthPx - side) >> 1;
  let out = fill(0, top, widthPx, heightPx, 0);
  if (scale < 1) return out;
  out += fill(left, top, side, side, 65535);
  for (let row = 0; row < code.length; row++) {
    out += runs(code[row] as Bytes, left + QUIET * scale, top + (row + QUIET) * scale, scale);
  }
  return out;
}

/**
 * Opens a panel. Throws what `open` throws. Texts are GB2312. `show` sends the rows that changed, in one
 * write, and throws what that write throws: the next `show` then sends all rows again, as it does after the
 * panel complained. When the panel reports a restart, or its wire is back, all rows are sent at once.
 */
export function openNextion(wiring: { open: OpenSerial; model: PanelModel }): Display {
  const columns = wiring.model.columns;
  const rows = wiring.model.rows;
  const widthPx = columns * COLUMN_PX;
  let closed = false;
  let shown: Bytes[] = [];
  // What the panel shows is not known: start over.
  let stale = true;
  let last: DisplayLine[] = [];
  let heard = "";

  function instruction(row: number, line: DisplayLine): Bytes {
    const size = line.big ? 2 : 1;
    return "xstr 0," + row * ROW_PX + "," + widthPx + "," + size * ROW_PX + "," + (size - 1) +
      ",65535,0," + (line.align === "center" ? "1" : "0") + ",1,1,\"" +
      escaped(cut(line.text, columns / size)) + "\"" + END;
  }

  /** What makes a row what it is to be. */
  function drawing(plan: RowPlan, row: number): Bytes {
    const line = plan.lines[row];
    if (line !== undefined && line.qr !== undefined) {
      return drawCode(line.qr, row * ROW_PX, widthPx, (rows - row) * ROW_PX);
    }
    if (line !== undefined) return instruction(row, line);
    return stale || plan.marks[row] === COVERED ? "" : fill(0, row * ROW_PX, widthPx, ROW_PX, 0);
  }

  function show(lines: DisplayLine[]): void {
    const plan = planRows(lines, rows);
    let out = stale ? START : "";
    for (let row = 0; row < rows; row++) {
      if (stale || plan.marks[row] !== shown[row]) out += drawing(plan, row);
    }
    last = lines;
    stale = true;
    if (out !== "") serial.write(out);
    stale = false;
    shown = plan.marks;
  }

  function onReadable(): void {
    const text = serial.read();
    if (closed || text === undefined) return;
    const messages = (heard + text).split(END);
    heard = (messages.pop() as Bytes).substr(-HEARD_BYTES_MAX);
    let restarted = false;
    for (const message of messages) {
      stale = true;
      // Noise from the power-up may precede the message.
      if (message.substr(-3) === STARTED || message.substr(-1) === READY) restarted = true;
    }
    if (restarted) tellAll();
  }

  function tellAll(): void {
    stale = true;
    try {
      if (!closed) show(last);
    } catch {
      // The next show sends everything again.
    }
  }

  const serial = wiring.open({ baud: wiring.model.baud, onReadable: onReadable, onBack: tellAll });

  return {
    columns: columns,
    rows: rows,
    show(lines: DisplayLine[]): void {
      if (closed) throw halError("closed", "display");
      show(lines);
    },
    close(): void {
      if (closed) return;
      closed = true;
      serial.close();
    },
  };
}
