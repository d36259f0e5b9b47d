// The codes that a receipt printer makes itself. Source: Epson ESC/POS Command Reference, GS ( k, GS k, GS h, GS w, GS H.

import { type BarCode, dotsOfBars, encodeBars, KINDS } from "./bar-codes";

/** A QR code as the printer was told to make it. */
export interface PrintedCode {
  /** Bytes as characters 0 to 255. */
  text: string;
  level: "L" | "M" | "Q" | "H";
  moduleDots: number;
}

/** The paper below the codes. */
export interface CodePaper {
  /** Prints a code, or the readable line of one, `dots` high. */
  print(content: { text: string; code?: PrintedCode; bars?: BarCode; dots?: string[] }, dots: number): void;
  complain(...bytes: number[]): void;
}

/** Makes codes of the bytes that wait, which begin with the command; each `take` gives how many bytes it was, 0: more must come. */
export interface CodeMaker {
  takeQr(waiting: readonly number[]): number;
  takeBars(waiting: readonly number[]): number;
  /** GS h, GS w, GS H or GS f with its parameter; false: it is none of them, or the parameter makes no sense. */
  command(name: string, value: number): boolean;
  /** ESC @. */
  reset(): void;
}

const LEVELS = ["L", "M", "Q", "H"] as const;
const LINE_DOTS = 384;
const LETTER_DOTS = 12;
const ROW_DOTS = 32;
/** GS k: a NUL ends the data of the first kinds; from 65 on their number stands before them. */
const NUL_KINDS = 7;
const COUNTED = 65;

/** As after ESC @. */
function fresh() {
  return {
    qr: { model: 0, moduleDots: 3, level: "L" as PrintedCode["level"], data: [] as number[] },
    /** `readable`: bit 0 above the bars, bit 1 below them. */
    bars: { heightDots: 162, moduleDots: 3, readable: 0 },
  };
}

/** Makes the part of a printer that draws codes. */
export function createCodeMaker({ print, complain }: CodePaper): CodeMaker {
  let { qr, bars } = fresh();
  return { takeQr, takeBars, command, reset() { ({ qr, bars } = fresh()); } };

  /** GS ( k: the QR functions of the symbol 49, strictly as the driver needs them. */
  function takeQr(waiting: readonly number[]): number {
    const [kind, low, high, symbol, act] = waiting.slice(2, 7);
    if (high === undefined) return 0;
    const length = 5 + low! + high * 256;
    if (waiting.length < length) return 0;
    const data = waiting.slice(7, length);
    if (kind !== 0x6b || symbol !== 49) complain(0x1d, 0x28, kind!, symbol!);
    else if (act === 65 && data[0] === 50) qr.model = 2;
    else if (act === 67 && data[0]! >= 1 && data[0]! <= 16) qr.moduleDots = data[0]!;
    else if (act === 69 && data[0]! >= 48 && data[0]! <= 51) qr.level = LEVELS[data[0]! - 48]!;
    else if (act === 80 && data[0] === 48) qr.data = data.slice(1);
    else if (act === 81 && qr.model === 2 && qr.data.length > 0) printQr();
    else complain(0x1d, 0x28, kind, symbol, act!);
    return length;
  }

  function printQr(): void {
    const code = { text: String.fromCharCode(...qr.data), level: qr.level, moduleDots: qr.moduleDots };
    // A code of a middling size.
    print({ text: `[QR ${code.level} ${code.moduleDots}: ${code.text}]`, code }, 33 * qr.moduleDots);
  }

  /** GS k in both its forms. */
  function takeBars(waiting: readonly number[]): number {
    const kind = waiting[2];
    if (kind === undefined) return 0;
    const isCounted = kind >= COUNTED;
    const known = isCounted ? KINDS[kind - COUNTED] : KINDS.slice(0, NUL_KINDS)[kind];
    if (known === undefined) return complain(0x1d, 0x6b, kind), 3;
    const from = isCounted ? 4 : 3;
    const end = isCounted ? from + (waiting[3] ?? Infinity) : waiting.indexOf(0, from);
    if (end < 0 || waiting.length < end) return 0;
    const code = encodeBars(known, waiting.slice(from, end));
    const row = code === undefined ? "" : dotsOfBars(code, bars.moduleDots);
    // What is wider than the paper is not printed.
    if (code === undefined || row.length > LINE_DOTS) complain(0x1d, 0x6b, kind);
    else printBars(code, row);
    return isCounted ? end : end + 1;
  }

  function printBars(code: BarCode, row: string): void {
    const spare = row.length / LETTER_DOTS - code.text.length;
    const half = " ".repeat(Math.max(0, Math.round(spare / 2)));
    const readable = { text: half + code.text + half };
    if (bars.readable & 1) print(readable, ROW_DOTS);
    const dots = Array.from({ length: bars.heightDots }, () => row);
    print({ text: `[${code.kind} ${code.text}]`, bars: code, dots }, bars.heightDots);
    if (bars.readable & 2) print(readable, ROW_DOTS);
  }

  function command(name: string, value: number): boolean {
    if (name === "\x1dh" && value > 0) bars.heightDots = value;
    else if (name === "\x1dw" && value >= 2 && value <= 6) bars.moduleDots = value;
    else if (name === "\x1dH" && value % 48 <= 3) bars.readable = value % 48;
    else return name === "\x1df" && value % 48 <= 1;
    return true;
  }
}
