import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { fromBytes } from "../bytes";
import { decodeGBK } from "../devices/gbk";

const ASCII_LETTERS = 95;

/** The dots of letters, each column 16 bits, the upper dot first. */
export type Letters = Map<string, number[]>;

const made = new WeakMap<BitmapFont, Letters>();

/** What a font of the build has, by character: 8 columns for ASCII, 16 for others. */
export function lettersOf(font: BitmapFont): Letters {
  const known = made.get(font);
  if (known !== undefined) return known;
  const letters: Letters = new Map();
  const add = (character: string, at: number, width: number): void => {
    const bytes = fromBytes(font.glyphs.substring(at, at + width * 2));
    letters.set(character, Array.from({ length: width }, (_, x) => bytes[x * 2]! * 256 + bytes[x * 2 + 1]!));
  };
  for (let at = 0; at < ASCII_LETTERS; at++) add(String.fromCharCode(32 + at), at * 16, 8);
  for (let at = 0; at + 1 < font.codes.length; at += 2) {
    add(decodeGBK(fromBytes(font.codes.substring(at, at + 2))), ASCII_LETTERS * 16 + at * 16, 16);
  }
  made.set(font, letters);
  return letters;
}
