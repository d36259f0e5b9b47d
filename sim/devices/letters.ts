import { type BitmapFont, dotsOf } from "../../hal/drivers/display/bitmap-font";
import { fromBytes } from "../bytes";
import { unshrinkText } from "../espruino/heatshrink";
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
    const [upper, lower] = dotsOf(font, unshrinkText, code, 2, false).map(fromBytes);
    letters.set(decodeGBK(fromBytes(code)), Array.from(upper!, (bits, x) => bits * 256 + lower![x]!));
  };
  for (let at = 0; at < ASCII_LETTERS; at++) add(String.fromCharCode(32 + at));
  for (let at = 0; at + 1 < font.codes.length; at += 2) add(font.codes.substring(at, at + 2));
  made.set(font, letters);
  return letters;
}
