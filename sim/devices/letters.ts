import { type BitmapFont, dotsOf } from "../../hal/drivers/display/bitmap-font";
import { fromBytes } from "../bytes";
import { decodeGBK } from "./gbk";

const ASCII_LETTERS = 95;

/** The dots of letters, each column 16 bits, the upper dot first. */
export type Letters = Map<string, number[]>;

const made = new WeakMap<BitmapFont, Letters>();

/** What a font of the build has, by character: 8 columns for ASCII, 16 for others. */
export function lettersOf(font: BitmapFont): Letters {
  const known = made.get(font);
  if (known !== undefined) return known;
  const letters: Letters = new Map();
  const add = (code: string): void => {
    const bytes = fromBytes(dotsOf(font, code, 2, false));
    const columns = Array.from({ length: bytes.length / 2 }, (_, x) => bytes[x * 2]! * 256 + bytes[x * 2 + 1]!);
    letters.set(decodeGBK(fromBytes(code)), columns);
  };
  for (let at = 0; at < ASCII_LETTERS; at++) add(String.fromCharCode(32 + at));
  for (let at = 0; at + 1 < font.codes.length; at += 2) add(font.codes.substring(at, at + 2));
  made.set(font, letters);
  return letters;
}
