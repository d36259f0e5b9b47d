// Twin of an ESC/POS receipt printer with double-byte Chinese: the language read backwards, strictly.
// Source: Epson ESC/POS Command Reference; Xprinter programmer's manual for ESC B.

import type { WireEnd } from "../wire";
import { cellsOf, decodeGBK } from "./gbk";

/** A printed row. */
export interface PaperRow {
  text: string;
  align: "left" | "center" | "right";
  /** Twice as wide and high. */
  big: boolean;
  bold: boolean;
  /** Nothing but a cut. */
  cut: boolean;
}

/** A sound of the buzzer: so many times, so long each. */
export interface Beeps {
  times: number;
  ms: number;
}

/** A printer as one sees and hears it, and what can be done to it. */
export interface SimulatedPrinter {
  /** The paper as text, a line per row, placed as printed; behind a row that is not plain stand its marks. */
  paper(): string[];
  /** The paper, row by row. */
  rows(): PaperRow[];
  /** What the buzzer played. */
  sounds(): Beeps[];
  /** Takes the paper away: the next document begins on a clean one. */
  tear(): void;
  /** Bytes that the printer did not understand. */
  complaints: string[];
  paperOut: boolean;
  coverOpen: boolean;
  /** An error of the mechanism: the knife is stuck. */
  jammed: boolean;
  /** Off: takes nothing and answers nothing. */
  silent: boolean;
  /** Prints what waited since the paper ran out or the cover was open. */
  recover(): void;
}

/** Parameter bytes after each command that is known; what it does is in `command`. */
const PARAMETERS: Record<string, number> = {
  "\x1b@": 0, "\x1ba": 1, "\x1bE": 1, "\x1bd": 1, "\x1bM": 1, "\x1bt": 1, "\x1b2": 0, "\x1b3": 1, "\x1bB": 2,
  "\x1d!": 1, "\x1dV": 1, "\x1c&": 0, "\x1c.": 0, "\x10\x04": 1,
};
const ALIGNS = ["left", "center", "right"] as const;
/** GS V: whole and partial cut, twice each, then the two that feed first. */
const CUTS = [0, 1, 48, 49, 65, 66];
const DLE = 0x10;
const EOT = 0x04;

/** Makes a printer with paper in it. */
export function createThermalPrinter(options: { wire: WireEnd; columns?: number }): SimulatedPrinter {
  const { wire, columns = 32 } = options;
  let waiting: number[] = [];
  let realTime: number[] = [];
  // The row that is being filled, and the cells of font A that it takes.
  let pending: number[] = [];
  let pendingCells = 0;
  let pendingStyle = { big: false, bold: false };
  let rows: PaperRow[] = [];
  let sounds: Beeps[] = [];
  let style = plain();
  // What the next QR code will be: model, dots of a module, level, data.
  let codeModel = 0;
  let codeModuleDots = 3;
  let codeLevel = "L";
  let codeData: number[] = [];

  const printer: SimulatedPrinter = {
    paper: () => rows.map((row) => drawRow(row, columns)),
    rows: () => rows.map((row) => ({ ...row })),
    sounds: () => [...sounds],
    tear() { rows = []; },
    complaints: [],
    paperOut: false,
    coverOpen: false,
    jammed: false,
    silent: false,
    recover() {
      printer.paperOut = printer.coverOpen = printer.jammed = false;
      print();
    },
  };

  wire.onData = (bytes) => {
    if (printer.silent) return;
    for (const byte of bytes) {
      answer(byte);
      waiting.push(byte);
    }
    print();
  };
  return printer;

  /** Status requests are answered as they arrive, whatever waits before them. */
  function answer(byte: number): void {
    realTime = byte === DLE ? [byte] : [...realTime, byte];
    if (realTime[0] !== DLE || realTime[1] !== EOT) {
      if (realTime.length > 1) realTime = [];
      return;
    }
    if (realTime.length < 3) return;
    realTime = [];
    const status = statusOf(printer, byte);
    if (status !== undefined) wire.write(Uint8Array.of(status));
  }

  function print(): void {
    let at = 0;
    while (at < waiting.length && !(printer.paperOut || printer.coverOpen || printer.jammed)) {
      const length = take(at);
      if (length === 0) break;
      at += length;
    }
    waiting = waiting.slice(at);
  }

  /** Carries out what stands at `at`; 0 when more bytes must come first. */
  function take(at: number): number {
    const byte = waiting[at]!;
    if (byte === 0x0a) return endRow(), 1;
    if (byte === 0x0d) return 1;
    if (byte >= 0x20) return takeCharacter(at, byte);
    const next = waiting[at + 1];
    if (![0x1b, 0x1c, 0x1d, DLE].includes(byte)) return complain(byte), 1;
    if (next === undefined) return 0;
    if (byte === 0x1d && next === 0x28) return takeCode(at);
    let parameters = PARAMETERS[String.fromCharCode(byte, next)];
    if (parameters === undefined) return complain(byte, next), 2;
    if (waiting.length < at + 2 + parameters) return 0;
    // GS V: the functions that feed first have one byte more.
    if (byte === 0x1d && next === 0x56 && waiting[at + 2]! > 0x40) parameters++;
    if (waiting.length < at + 2 + parameters) return 0;
    command(String.fromCharCode(byte, next), waiting.slice(at + 2, at + 2 + parameters));
    return 2 + parameters;
  }

  /** GS ( k: the QR functions of the symbol 49, strictly as the driver needs them. */
  function takeCode(at: number): number {
    const [kind, low, high, symbol, act] = waiting.slice(at + 2, at + 7);
    if (high === undefined) return 0;
    const length = 5 + low! + high * 256;
    if (waiting.length < at + length) return 0;
    const data = waiting.slice(at + 7, at + length);
    if (kind !== 0x6b || symbol !== 49) complain(0x1d, 0x28, kind!, symbol!);
    else if (act === 65 && data[0] === 50) codeModel = 2;
    else if (act === 67 && data[0]! >= 1 && data[0]! <= 16) codeModuleDots = data[0]!;
    else if (act === 69 && data[0]! >= 48 && data[0]! <= 51) codeLevel = "LMQH"[data[0]! - 48]!;
    else if (act === 80 && data[0] === 48) codeData = data.slice(1);
    else if (act === 81 && codeModel === 2 && codeData.length > 0) printCode();
    else complain(0x1d, 0x28, kind, symbol, act!);
    return length;
  }

  function printCode(): void {
    if (pending.length > 0) endRow();
    const text = `[QR ${codeLevel} ${codeModuleDots}: ${String.fromCharCode(...codeData)}]`;
    rows.push({ text, align: style.align, big: false, bold: false, cut: false });
  }

  function takeCharacter(at: number, byte: number): number {
    const double = style.chinese && byte > 0x80;
    if (double && waiting.length < at + 2) return 0;
    const character = waiting.slice(at, at + (double ? 2 : 1));
    const cells = character.length * (style.big ? 2 : 1);
    if (pendingCells + cells > columns) endRow();
    pending.push(...character);
    pendingCells += cells;
    // A row is as high as its highest character, whatever the style is when it ends.
    pendingStyle = { big: pendingStyle.big || style.big, bold: pendingStyle.bold || style.bold };
    return character.length;
  }

  function endRow(): void {
    const bytes = style.chinese ? pending : pending.map((byte) => (byte > 0x7f ? 0x3f : byte));
    const align = pending.length === 0 ? "left" : style.align;
    rows.push({ text: decodeGBK(Uint8Array.from(bytes)), align, ...pendingStyle, cut: false });
    clearRow();
  }

  function clearRow(): void {
    pending = [];
    pendingCells = 0;
    pendingStyle = { big: false, bold: false };
  }

  function command(name: string, parameters: number[]): void {
    const [first = 0, second = 0] = parameters;
    if (name === "\x1b@") {
      style = plain();
      clearRow();
    } else if (name === "\x1ba" && ALIGNS[first % 48] !== undefined && pending.length === 0) {
      style.align = ALIGNS[first % 48]!;
    } else if (name === "\x1bE") {
      style.bold = (first & 1) === 1;
    } else if (name === "\x1d!" && (first === 0 || first === 0x11)) {
      style.big = first !== 0;
    } else if (name === "\x1bd") {
      if (pending.length > 0) endRow();
      for (let row = 0; row < first; row++) endRow();
    } else if (name === "\x1dV" && CUTS.includes(first)) {
      if (pending.length > 0) endRow();
      rows.push({ text: "", align: "left", big: false, bold: false, cut: true });
    } else if (name === "\x1c&" || name === "\x1c.") {
      style.chinese = name === "\x1c&";
    } else if (name === "\x1bB" && first >= 1 && first <= 9 && second >= 1 && second <= 9) {
      sounds.push({ times: first, ms: second * 50 });
    } else if (!["\x10\x04", "\x1bM", "\x1bt", "\x1b2", "\x1b3"].includes(name)) {
      complain(name.charCodeAt(0), name.charCodeAt(1), ...parameters);
    }
  }

  function complain(...bytes: number[]): void {
    printer.complaints.push(bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" "));
  }
}

interface Style {
  align: "left" | "center" | "right";
  big: boolean;
  bold: boolean;
  chinese: boolean;
}

function plain(): Style {
  return { align: "left", big: false, bold: false, chinese: true };
}

/** The answer to DLE EOT n; none for an n the manual does not have. */
function statusOf(printer: SimulatedPrinter, n: number): number | undefined {
  const { paperOut, coverOpen, jammed } = printer;
  const offline = paperOut || coverOpen || jammed;
  if (n === 1) return 0x12 | (offline ? 0x08 : 0);
  if (n === 2) return 0x12 | (coverOpen ? 0x04 : 0) | (paperOut ? 0x20 : 0) | (jammed ? 0x40 : 0);
  if (n === 3) return 0x12 | (jammed ? 0x08 : 0);
  if (n === 4) return 0x12 | (paperOut ? 0x6c : 0);
  return undefined;
}

function drawRow(row: PaperRow, columns: number): string {
  if (row.cut) return "= = = cut ".padEnd(columns, "= ");
  const scale = row.big ? 2 : 1;
  const spare = columns - cellsOf(row.text) * scale;
  const indent = row.align === "left" ? 0 : row.align === "center" ? spare >> 1 : spare;
  const marks = [row.big && "big", row.bold && "bold", row.align !== "left" && row.align];
  const marked = marks.filter(Boolean).join(" ");
  const text = " ".repeat(Math.max(0, indent)) + row.text;
  return marked === "" ? text.trimEnd() : `${text.trimEnd()}  <${marked}>`;
}
