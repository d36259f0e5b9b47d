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

/** The letters of a font by their dots, as "column,column,…" of 16 dots each. Spaces are seen as distances. */
function textsOf(font: BitmapFont): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [text, columns] of lettersOf(font)) {
    if (columns.some((column) => column > 0)) texts.set(columns.join(), text);
  }
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

function dotsAt(columns: number[], x: number, width: number, scale: number): string {
  const list: number[] = [];
  for (let column = 0; column < width * scale; column++) {
    const bits = columns[x + column] ?? -1;
    if (column % scale === 0) list.push(bits);
    else if (bits !== list.at(-1)) return "";
  }
  return list.join();
}
