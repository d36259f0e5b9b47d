// Language: ESC/POS with double-byte Chinese, as 58 mm heads speak it.
// Source: 58 mm Printer Programmer's Manual and Epson ESC/POS Command Reference: ESC @, FS &, ESC a, GS !,
// ESC d, GS ( k.

import type { Bytes } from "../../ports/bytes";
import type { PaperItem } from "../../ports/printer";
import type { PrinterModel } from "./models";

/** Defaults: left, small. */
const RESET = "\x1b@";
const ALIGN = { left: "\x1ba\x00", center: "\x1ba\x01", right: "\x1ba\x02" };
const BIG = "\x1d!\x11";
const SMALL = "\x1d!\x00";
const FEED = "\x1bd";
/** A byte that would be a command, or half of one. */
const COMMAND = /[\x00-\x1f]/;

/** A text that can only be printed: what would be a command becomes a space. */
function inert(text: Bytes): Bytes {
  if (!COMMAND.test(text)) return text;
  let clean = "";
  for (const char of text) clean += char < " " ? " " : char;
  return clean;
}

/** Two texts on a row, or on two rows where they do not fit beside each other; the second is flush right. */
function pairRow(left: Bytes, right: Bytes, columns: number): Bytes {
  const rest = columns - left.length;
  if (right.length < rest) return inert(left + right.padStart(rest, " "));
  return inert(left) + "\n" + inert(right).padStart(columns, " ");
}

/**
 * A QR code, made by the printer: model 2, modules of 6 dots, level M, then the data and the command to print it
 * (GS ( k, functions 165, 167, 169, 180 and 181). The text is at most 250 bytes.
 */
function codeBytes(text: Bytes): Bytes {
  return "\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k" +
    String.fromCharCode(text.length + 3) + "\x001P0" + text + "\x1d(k\x03\x001Q0";
}

/** How the next row is printed, as the printer was told last. */
export interface Style {
  align: "left" | "center" | "right";
  big: boolean;
}

/** The beginning of each document: whatever was left by the one before is gone. */
export function startBytes(model: PrinterModel): Bytes {
  return RESET + model.setUp;
}

/** What changes the style to another one. */
export function styleBytes(style: Style, align: Style["align"], big: boolean): Bytes {
  if (align === style.align && big === style.big) return "";
  let out = align !== style.align ? ALIGN[align] : "";
  if (big !== style.big) out += big ? BIG : SMALL;
  style.align = align;
  style.big = big;
  return out;
}

/** An item that is no row of text. */
function otherBytes(item: Exclude<PaperItem, { kind: "text" | "pair" }>, model: PrinterModel, style: Style): Bytes {
  switch (item.kind) {
    case "rule": return styleBytes(style, "left", false) + "-".repeat(model.columns) + "\n";
    case "qr": return styleBytes(style, "center", false) + codeBytes(item.text) + "\n";
    case "feed": return item.rows > 0 ? FEED + String.fromCharCode(Math.min(item.rows, 255)) : "";
    default: return model.cut;
  }
}

/** One item, from the style that the items before it left. The printer wraps what is too long. */
export function itemBytes(item: PaperItem, model: PrinterModel, style: Style): Bytes {
  if (item.kind === "pair") {
    const columns = item.big ? model.columns >> 1 : model.columns;
    return styleBytes(style, "left", item.big) + pairRow(item.left, item.right, columns) + "\n";
  }
  if (item.kind !== "text") return otherBytes(item, model, style);
  return styleBytes(style, item.align, item.big) + inert(item.text) + "\n";
}

/** A whole document as bytes, from a known state of the printer on. */
export function paperBytes(document: PaperItem[], model: PrinterModel): Bytes {
  const style: Style = { align: "left", big: false };
  let out = startBytes(model);
  for (const item of document) out += itemBytes(item, model, style);
  return out;
}
