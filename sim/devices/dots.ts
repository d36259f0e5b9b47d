import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { lettersOf } from "./letters";

const ROW_PX = 16;
/** Texts in the middle begin at any multiple of this. */
const STEP_PX = 4;

interface Picture {
  widthPx: number;
  heightPx: number;
  data: Uint8ClampedArray;
}

const made = new WeakMap<BitmapFont, Map<string, string>>();

/** The letters of a font by their dots, a character for the 16 dots of each column. Spaces are seen as distances. */
function textsOf(font: BitmapFont): Map<string, string> {
  const known = made.get(font);
  if (known !== undefined) return known;
  const texts = new Map<string, string>();
  for (const [text, columns] of lettersOf(font)) {
    if (columns.some((column) => column > 0)) texts.set(String.fromCharCode(...columns), text);
  }
  made.set(font, texts);
  return texts;
}

/**
 * Reads what is written in a picture of light dots, in rows of 16 pixels, small letters and those of twice the size
 * alike, which stand in their upper row. What is no letter of the font is left out.
 */
export function readDots(picture: Picture, font: BitmapFont): string {
  const letters = textsOf(font);
  const rows: string[] = [];
  for (let y = 0; y + ROW_PX <= picture.heightPx; y += ROW_PX) {
    const small = readRow(picture, letters, y, 1);
    const big = y + 2 * ROW_PX <= picture.heightPx ? readRow(picture, letters, y, 2) : "";
    rows.push(big.trim() === "" ? small : big);
  }
  return rows.join("\n").trimEnd();
}

function readRow(picture: Picture, letters: Map<string, string>, y: number, scale: number): string {
  const columns = columnsOf(picture, y, scale);
  if (columns.every((bits) => bits === 0)) return "";
  let text = "";
  let end = 0;
  let x = 0;
  while (x < picture.widthPx) {
    const width = [16, 8].find((wide) => letters.has(dotsAt(columns, x, wide, scale)));
    if (width === undefined) {
      x += STEP_PX;
      continue;
    }
    text += " ".repeat(Math.floor((x - end) / 8 / (text === "" ? 1 : scale)));
    text += letters.get(dotsAt(columns, x, width, scale));
    x += width * scale;
    end = x;
  }
  return text;
}

/** The sixteen dots of each column of pixels; -1 where one of them is not of one shade. */
function columnsOf(picture: Picture, y: number, scale: number): number[] {
  return Array.from({ length: picture.widthPx }, (_, x) => {
    let bits = 0;
    for (let row = 0; row < ROW_PX * scale; row++) {
      const isLight = picture.data[(y + row) * picture.widthPx + x]! > 127;
      if (row % scale === 0) bits = bits * 2 + (isLight ? 1 : 0);
      else if (isLight !== ((bits & 1) === 1)) return -1;
    }
    return bits;
  });
}

/** Empty where a column is not of whole dots, which no letter is. */
function dotsAt(columns: number[], x: number, width: number, scale: number): string {
  let dots = "";
  for (let at = x; at < x + width * scale; at += scale) {
    const bits = columns[at] ?? -1;
    for (let part = 0; part < scale; part++) if (bits < 0 || columns[at + part] !== bits) return "";
    dots += String.fromCharCode(bits);
  }
  return dots;
}
