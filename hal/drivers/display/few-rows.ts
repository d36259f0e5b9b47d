// Part: none. How a screen is put on a panel that has fewer rows than the screen.

import type { Bytes } from "../../ports/bytes";
import type { DisplayLine } from "../../ports/display";

/** A screen as rows of the panel, each as wide as it. */
export interface Rows {
  /** In their order. */
  all: Bytes[];
  /** The rows of what is said big: the amount and the word. */
  big: Bytes[];
  small: Bytes[];
}

const SPACES = "                ";
/** A byte from here on begins a character of two. */
const DOUBLE_BYTE = 0x81;

/**
 * A text in rows, words whole where they fit: a sum in two pieces would be read as another one. A character of two
 * bytes begins in an even cell, as parts whose font has 16 pixels want it, so that a space may come before it.
 */
function rowsOf(text: Bytes, columns: number): Bytes[] {
  const rows: Bytes[] = [];
  let row = "";
  // Where the word begins that is being written.
  let word = 0;
  let at = 0;
  while (at < text.length) {
    const width = text.charCodeAt(at) >= DOUBLE_BYTE ? 2 : 1;
    if (width === 2 && (row.length & 1) === 1) row += " ";
    if (row.length + width > columns) {
      const isWord = width === 1 && text[at] !== " " && word > 0;
      rows.push(isWord ? row.substr(0, word) : row);
      row = isWord ? row.substr(word) : "";
      word = 0;
      if (text[at] === " ") {
        at++;
        continue;
      }
    }
    row += text.substr(at, width);
    if (width === 2 || text[at] === " ") word = row.length;
    at += width;
  }
  rows.push(row);
  return rows;
}

function padded(row: Bytes, columns: number, isCentred: boolean): Bytes {
  // An even number of cells: nothing changes its half.
  const left = isCentred ? ((columns - row.length) >> 2) * 2 : 0;
  return (SPACES.substr(0, left) + row + SPACES).substr(0, columns);
}

/** The rows of the lines that are texts; empty lines are rows of spaces. */
export function layOut(lines: DisplayLine[], columns: number): Rows {
  const rows: Rows = { all: [], big: [], small: [] };
  for (const line of lines) {
    if (line.qr !== undefined) break;
    const kind = line.big ? rows.big : rows.small;
    for (const row of rowsOf(line.text, columns)) {
      const whole = padded(row, columns, line.align === "center");
      rows.all.push(whole);
      if (line.text !== "") kind.push(whole);
    }
  }
  return rows;
}

/** How many turns it takes to show everything: what is big stays, and the rest takes turns below it. */
export function turnsOf(rows: Rows, height: number): number {
  if (rows.all.length <= height) return 1;
  return Math.max(1, Math.ceil(rows.small.length / Math.max(1, height - rows.big.length)));
}

/** What stands on the panel in one of the turns, `height` rows in all. */
export function turn(rows: Rows, height: number, columns: number, which: number): Bytes[] {
  let shown = rows.all;
  if (shown.length > height) {
    const room = Math.max(1, height - rows.big.length);
    shown = rows.big.slice(0, height - 1).concat(rows.small.slice(which * room, which * room + room));
  }
  shown = shown.slice(0, height);
  while (shown.length < height) shown.push(SPACES.substr(0, columns));
  return shown;
}
