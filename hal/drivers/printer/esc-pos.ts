// Language: ESC/POS with double-byte Chinese, as 58 mm heads speak it.
// Source: 58 mm Printer Programmer's Manual and Epson ESC/POS Command Reference: ESC @, FS &, ESC a, GS !,
// ESC d, GS V, GS ( k, DLE EOT.

import type { Bytes } from "../../ports/bytes";
import type { PaperItem, PrinterFault } from "../../ports/printer";
import type { PrinterModel } from "./models";

/** Defaults (left, small), then double-byte characters on. */
const START = "\x1b@\x1c&";
const ALIGN = { left: "\x1ba\x00", center: "\x1ba\x01", right: "\x1ba\x02" };
const BIG = "\x1d!\x11";
const SMALL = "\x1d!\x00";
const FEED = "\x1bd";
/** A byte that would be a command, or half of one. */
const COMMAND = /[\x00-\x1f]/;

/** Asks in real time for the causes of being off line, then for the paper: one byte comes back for each. */
export const STATUS_REQUEST: Bytes = "\x10\x04\x02\x10\x04\x04";

/** True for a byte that can be an answer: two bits are always set, three never. */
export function isStatus(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/** What the two answers to `STATUS_REQUEST` say. An open cover hides the paper, so it comes first. */
export function faultOf(offline: number, paper: number): PrinterFault | null {
  if (offline & 0x04) return "coverOpen";
  if (offline & 0x20 || paper & 0x60) return "paperOut";
  return offline & 0x40 ? "fault" : null;
}

/** A text that can only be printed: what would be a command becomes a space. */
function inert(text: Bytes): Bytes {
  if (!COMMAND.test(text)) return text;
  let clean = "";
  for (const char of text) clean += char < " " ? " " : char;
  return clean;
}

/** Two texts on a row, or on two rows where they do not fit beside each other; the second is flush right. */
function pairRow(left: Bytes, right: Bytes, columns: number): Bytes {
  const gap = columns - left.length - right.length;
  if (gap > 0) return left + " ".repeat(gap) + right;
  return left + "\n" + right.padStart(columns, " ");
}

/**
 * A QR code, made by the printer: model 2, modules of 6 dots, level M, then the data and the command to print it
 * (GS ( k, functions 165, 167, 169, 180 and 181). The text is at most 250 bytes.
 */
function codeBytes(text: Bytes): Bytes {
  return "\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k" +
    String.fromCharCode(text.length + 3) + "\x001P0" + text + "\x1d(k\x03\x001Q0";
}

/** A whole document as bytes, from a known state of the printer on. The printer wraps what is too long. */
export function paperBytes(document: PaperItem[], model: PrinterModel): Bytes {
  let out = START;
  let align = "left";
  let big = false;
  for (const item of document) {
    const kind = item.kind;
    if (kind === "cut") {
      out += model.cut;
    } else if (kind === "feed") {
      if (item.rows > 0) out += FEED + String.fromCharCode(Math.min(item.rows, 255));
    } else {
      const itemAlign = kind === "text" ? item.align : kind === "qr" ? "center" : "left";
      if (itemAlign !== align) {
        align = itemAlign;
        out += ALIGN[itemAlign];
      }
      const itemBig = (kind === "text" || kind === "pair") && item.big;
      if (itemBig !== big) {
        big = itemBig;
        out += big ? BIG : SMALL;
      }
      if (kind === "text") out += inert(item.text);
      else if (kind === "qr") out += codeBytes(item.text);
      else if (kind === "rule") out += "-".repeat(model.columns);
      else out += pairRow(inert(item.left), inert(item.right), big ? model.columns >> 1 : model.columns);
      out += "\n";
    }
  }
  return out;
}
