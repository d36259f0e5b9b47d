// The language of ESC/POS printers read backwards, strictly, and the paper that comes of it.
// Source: Epson ESC/POS Command Reference; Xprinter programmer's manual for ESC B; CSN-A2 user manual for ESC 7, ESC 9
// and DC2 #.

import type { BarCode } from "./bar-codes";
import { createCodeMaker, type PrintedCode } from "./esc-pos-codes";
import { cellsOf, decodeGBK } from "./gbk";

export type { PrintedCode } from "./esc-pos-codes";

/** A printed row. */
export interface PaperRow {
  text: string;
  align: "left" | "center" | "right";
  /** Twice as wide and high. */
  big: boolean;
  bold: boolean;
  /** Nothing but a cut. */
  cut: boolean;
  /** A picture, dot row by dot row, "1" black. */
  dots?: string[];
  /** A QR code that the printer made itself. */
  code?: PrintedCode;
  /** The dots are those of a bar code that the printer made itself. */
  bars?: BarCode;
}

/** A sound of the buzzer: so many times, so long each. */
export interface Beeps {
  times: number;
  ms: number;
}

/** What a make knows beyond the common commands. */
export interface Dialect {
  /** Parameter bytes after each further command. */
  commands: Record<string, number>;
  /** GS ( k. */
  codes: boolean;
  /** ESC v is carried out. */
  onStatusRequest?: () => void;
}

/** The paper and what it is printed with. */
export interface Paper {
  /**
   * Takes one byte; it may finish a command. Gives the rows of dots that were printed or fed for it.
   */
  take(byte: number): number;
  /** As text, a line per row, placed as printed; behind a row that is not plain stand its marks. */
  paper(): string[];
  /** Rows do not change once another follows them. */
  rows(): PaperRow[];
  sounds(): Beeps[];
  /** Parameters of the last ESC 7: dots at a time, heat and pause. */
  heat(): number[];
  tear(): void;
  /** Bytes that were not understood. */
  complaints: string[];
}

/** Parameter bytes after each command that all know; what it does is in `command`. */
const COMMON: Record<string, number> = {
  "\x1b@": 0, "\x1ba": 1, "\x1bE": 1, "\x1bd": 1, "\x1bM": 1, "\x1bt": 1, "\x1b2": 0, "\x1b3": 1,
  "\x1d!": 1, "\x1dh": 1, "\x1dw": 1, "\x1dH": 1, "\x1df": 1, "\x1c&": 0, "\x1c.": 0, "\x10\x04": 1, "\x1bv": 1,
};
const ALIGNS = ["left", "center", "right"] as const;
/** GS V: whole and partial cut, twice each, then the two that feed first. */
const CUTS = [0, 1, 48, 49, 65, 66];
const STARTERS = [0x1b, 0x1c, 0x1d, 0x10, 0x12];
const ROW_DOTS = 32;
const LETTER_DOTS = 24;
const LINE_BYTES = 48;

interface Style {
  align: "left" | "center" | "right";
  big: boolean;
  bold: boolean;
  chinese: boolean;
}

function plain(): Style {
  return { align: "left", big: false, bold: false, chinese: true };
}

/** Makes a clean paper. */
export function createPaper(dialect: Dialect, columns: number): Paper {
  const known = { ...COMMON, ...dialect.commands };
  let waiting: number[] = [];
  // The row that is being filled, and the cells of font A that it takes.
  let pending: number[] = [];
  let pendingCells = 0;
  let pendingStyle = { big: false, bold: false };
  let rows: PaperRow[] = [];
  let sounds: Beeps[] = [];
  let style = plain();
  let heat = [7, 80, 2];
  let printedDots = 0;
  const codes = createCodeMaker({ print: printCode, complain });

  const paper: Paper = {
    take(byte) {
      waiting.push(byte);
      printedDots = 0;
      const length = carryOut();
      if (length > 0) waiting = waiting.slice(length);
      return printedDots;
    },
    paper: () => rows.map((row) => drawRow(row, columns)),
    rows: () => rows.slice(),
    sounds: () => [...sounds],
    heat: () => [...heat],
    tear() { rows = []; },
    complaints: [],
  };
  return paper;

  /** Carries out what waits; 0 when more bytes must come first. */
  function carryOut(): number {
    const [byte, next] = waiting as [number, number | undefined];
    if (byte === 0x0a) return endRow(), 1;
    if (byte === 0x0d) return 1;
    if (byte >= 0x20) return takeCharacter(byte);
    if (!STARTERS.includes(byte)) return complain(byte), 1;
    if (next === undefined) return 0;
    if (byte === 0x1d && next === 0x28 && dialect.codes) return codes.takeQr(waiting);
    if (byte === 0x1d && next === 0x6b) return codes.takeBars(waiting);
    if (byte === 0x1d && next === 0x76) return takePicture();
    let parameters = known[String.fromCharCode(byte, next)];
    if (parameters === undefined) return complain(byte, next), 2;
    if (waiting.length < 2 + parameters) return 0;
    // GS V: the functions that feed first have one byte more.
    if (byte === 0x1d && next === 0x56 && waiting[2]! > 0x40) parameters++;
    if (waiting.length < 2 + parameters) return 0;
    command(String.fromCharCode(byte, next), waiting.slice(2, 2 + parameters));
    return 2 + parameters;
  }

  /** A code stands on rows of its own, placed as text is; `dots` high. */
  function printCode(content: Pick<PaperRow, "text" | "code" | "bars" | "dots">, dots: number): void {
    if (pending.length > 0) endRow();
    print({ align: style.align, big: false, bold: false, cut: false, ...content }, dots);
  }

  /** GS v 0: rows of dots, as they are or each of them doubled. Those behind one another are one picture. */
  function takePicture(): number {
    if (waiting.length < 8) return 0;
    const [zero, mode, widthLow, widthHigh, heightLow, heightHigh] = waiting.slice(2, 8);
    const width = widthLow! + widthHigh! * 256;
    const height = heightLow! + heightHigh! * 256;
    if (zero !== 0x30 || (mode !== 0 && mode !== 3) || width < 1 || width * (mode ? 2 : 1) > LINE_BYTES || pending.length > 0) {
      return complain(0x1d, 0x76, zero!, mode!, width), 8;
    }
    if (waiting.length < 8 + width * height) return 0;
    for (let line = 0; line < height; line++) {
      const bytes = waiting.slice(8 + line * width, 8 + (line + 1) * width);
      const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
      printDots(mode ? bits.replace(/./g, "$&$&") : bits, mode ? 2 : 1);
    }
    return 8 + width * height;
  }

  function printDots(bits: string, times: number): void {
    const last = rows.at(-1);
    const lines = Array.from({ length: times }, () => bits);
    if (last?.dots !== undefined && last.bars === undefined && last.dots[0]!.length === bits.length && last.align === style.align) {
      last.dots.push(...lines);
      last.text = `[picture ${bits.length} x ${last.dots.length}]`;
      printedDots += times;
    } else {
      const text = `[picture ${bits.length} x ${times}]`;
      print({ text, align: style.align, big: false, bold: false, cut: false, dots: lines }, times);
    }
  }

  function takeCharacter(byte: number): number {
    const double = style.chinese && byte > 0x80;
    if (double && waiting.length < 2) return 0;
    const character = waiting.slice(0, double ? 2 : 1);
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
    const height = ROW_DOTS + (pendingStyle.big ? LETTER_DOTS : 0);
    print({ text: decodeGBK(Uint8Array.from(bytes)), align, ...pendingStyle, cut: false }, height);
    clearRow();
  }

  function print(row: PaperRow, dots: number): void {
    rows.push(row);
    printedDots += dots;
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
      codes.reset();
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
      print({ text: "", align: "left", big: false, bold: false, cut: true }, 0);
    } else if (name === "\x1c&" || name === "\x1c.") {
      style.chinese = name === "\x1c&";
    } else if (codes.command(name, first)) {
      return;
    } else if (name === "\x1bv") {
      dialect.onStatusRequest?.();
    } else if (name === "\x1b7" && first <= 47 && second >= 3) {
      heat = parameters;
    } else if (name === "\x1bB" && first >= 1 && first <= 9 && second >= 1 && second <= 9) {
      sounds.push({ times: first, ms: second * 50 });
    } else if (!["\x10\x04", "\x1bM", "\x1bt", "\x1b2", "\x1b3", "\x12#"].includes(name) && (name !== "\x1b9" || first > 3)) {
      complain(name.charCodeAt(0), name.charCodeAt(1), ...parameters);
    }
  }

  function complain(...bytes: number[]): void {
    paper.complaints.push(bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" "));
  }
}

function drawRow(row: PaperRow, columns: number): string {
  if (row.cut) return "= = = cut ".padEnd(columns, "= ");
  const marks = [row.big && "big", row.bold && "bold", row.align !== "left" && row.align];
  const marked = marks.filter(Boolean).join(" ");
  return marked === "" ? placed(row, columns) : `${placed(row, columns)}  <${marked}>`;
}

/** A row as plain text, where it stands on the paper. */
export function placed(row: PaperRow, columns: number): string {
  const spare = columns - cellsOf(row.text) * (row.big ? 2 : 1);
  const indent = row.align === "left" ? 0 : row.align === "center" ? spare >> 1 : spare;
  return (" ".repeat(Math.max(0, indent)) + row.text).trimEnd();
}
