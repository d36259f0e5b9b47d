// What a receipt printer draws for GS k. Source: Epson ESC/POS Command Reference, GS k and GS w; ISO/IEC 15417.

import jsBarcode from "jsbarcode";

/** A bar code as modules: "1" is a bar, the narrowest element one character. */
export interface BarCode {
  kind: string;
  /** As the readable line below it says it. */
  text: string;
  modules: string;
  /** Its elements are either narrow or wide, whatever multiple the modules say. */
  isTwoWidths: boolean;
}

interface Kind {
  name: string;
  /** The library's name of it; undefined: encoded here. */
  format?: string;
  isTwoWidths?: boolean;
}

/** In the order of GS k: from 0 where a NUL ends the data (the first seven), from 65 where their number stands before them. */
export const KINDS: readonly Kind[] = [
  { name: "UPC-A", format: "UPC" }, { name: "UPC-E", format: "UPCE" }, { name: "EAN13", format: "EAN13" },
  { name: "EAN8", format: "EAN8" }, { name: "CODE39", format: "CODE39", isTwoWidths: true },
  { name: "ITF", format: "ITF", isTwoWidths: true }, { name: "CODABAR", format: "codabar", isTwoWidths: true },
  { name: "CODE93", format: "CODE93" }, { name: "CODE128" },
];

/** Dots of a wide element by those of a narrow one (GS w 2 to 6). */
const WIDE_DOTS: Record<number, number> = { 2: 5, 3: 8, 4: 10, 5: 13, 6: 16 };

/** Encodes data as a printer does; undefined: it prints nothing for it. */
export function encodeBars({ name, format, isTwoWidths = false }: Kind, data: readonly number[]): BarCode | undefined {
  const code = format === undefined ? encode128(data) : encode(format, String.fromCharCode(...data));
  return code === undefined ? undefined : { kind: name, ...code, isTwoWidths };
}

/** A row of dots, "1" black. @param moduleDots 2 to 6 */
export function dotsOfBars({ modules, isTwoWidths }: BarCode, moduleDots: number): string {
  return modules.replace(/1+|0+/g, (run) => {
    const narrow = run.length * moduleDots;
    return run[0]!.repeat(isTwoWidths && run.length > 1 ? WIDE_DOTS[moduleDots]! : narrow);
  });
}

function encode(format: string, given: string): { text: string; modules: string } | undefined {
  // The printer adds the stars of CODE39 itself where they are not sent.
  const data = format === "CODE39" ? given.replace(/^\*|\*$/g, "") : given;
  const drawing: { encodings?: { data: string; text?: string }[] } = {};
  try {
    jsBarcode(drawing, data, { format, flat: true });
  } catch {
    // The library throws for what this kind cannot say.
    return undefined;
  }
  const parts = drawing.encodings!;
  return { text: parts.map(({ text }) => text ?? "").join(""), modules: parts.map((part) => part.data).join("") };
}

/** Values of CODE128 that mean the same in all its sets, and those that begin in one. */
const SETS = { A: { start: 103, change: 101 }, B: { start: 104, change: 100 }, C: { start: 105, change: 99 } } as const;
type SetName = keyof typeof SETS;
const SHIFT = 98;
const FUNCTIONS: Record<string, number> = { 1: 102, 2: 97, 3: 96 };

/** CODE128 as GS k takes it: "{A", "{B" and "{C" choose the set, "{S" shifts, "{1" to "{4" are functions, "{{" is a brace. */
function encode128(data: readonly number[]): { text: string; modules: string } | undefined {
  const values: number[] = [];
  let text = "";
  let set: SetName | undefined;
  let shifted = false;
  for (let at = 0; at < data.length; at++) {
    const mark = data[at] === 0x7b ? String.fromCharCode(data[++at] ?? 0) : "";
    if (mark in SETS) {
      const { start, change } = SETS[mark as SetName];
      values.push(set === undefined ? start : change);
      set = mark as SetName;
    } else if (set === undefined) return undefined;
    else if (mark === "S" && set !== "C") [shifted] = [true, values.push(SHIFT)];
    else if (mark in FUNCTIONS) values.push(FUNCTIONS[mark]!);
    else if (mark === "4" && set !== "C") values.push(SETS[set].change);
    else if (mark !== "" && mark !== "{") return undefined;
    else {
      const byte = data[at]!;
      const value = valueOf(byte, shifted ? (set === "A" ? "B" : "A") : set);
      if (value === undefined) return undefined;
      values.push(value);
      text += set === "C" ? String(byte).padStart(2, "0") : String.fromCharCode(byte);
      shifted = false;
    }
  }
  if (text === "") return undefined;
  const check = values.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103;
  return { text, modules: [...values, check].map(modulesOf128).join("") + STOP_128 };
}

function valueOf(byte: number, set: SetName): number | undefined {
  if (set === "C") return byte <= 99 ? byte : undefined;
  if (set === "A") return byte < 0x20 ? byte + 64 : byte < 0x60 ? byte - 32 : undefined;
  return byte >= 0x20 && byte < 0x80 ? byte - 32 : undefined;
}

const MODULES_128 = 11;
const STOP_128 = "1100011101011";

/** The modules of one value, taken out of a code that the library makes: its table is not to be had alone. */
function modulesOf128(value: number): string {
  const letter = Object.entries(SETS).find(([, { start }]) => start === value)?.[0];
  if (letter !== undefined) return encode(`CODE128${letter}`, "00")!.modules.slice(0, MODULES_128);
  // Behind 94 the library's characters are 105 above their values.
  const [format, data] = value < 100 ? ["CODE128C", String(value).padStart(2, "0")] : ["CODE128B", String.fromCharCode(value + 105)];
  return encode(format!, data!)!.modules.slice(MODULES_128, 2 * MODULES_128);
}
