import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import iconv from "iconv-lite";
import opentype, { type Font, type PathCommand } from "opentype.js";
import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { quoted } from "./quoted";

const HEIGHT_PX = 16;
const ASCII = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
/** Four columns without dots. */
const MARGIN = "\0".repeat(8);
/** So many dots may be cut off at the edge of a glyph. */
const CUT_DOTS_MAX = 3;

let loaded: Font | undefined;

/** GNU Unifont: every character of the Basic Multilingual Plane as 8 by 16 or 16 by 16 dots (SIL Open Font License). */
function unifont(): Font {
  const file = createRequire(import.meta.url).resolve("@fontsource/unifont/files/unifont-latin-400-normal.woff");
  const bytes = readFileSync(file);
  loaded ??= opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer, { lowMemory: true });
  return loaded;
}

/** A font for panels with the characters of `texts` in an encoding of one and two bytes, and all of printable ASCII. */
export function makeFont(texts: string, encoding: string): BitmapFont {
  const font = unifont();
  const characters = [...new Set(texts)].filter((character) => character > "\x7f")
    .map((character) => ({ character, code: iconv.encode(character, encoding).toString("latin1") }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const letters = ASCII.map((character) => withoutColumn(columnsOf(font, character), 0, character));
  const wide = characters.map(({ character }) => {
    const columns = columnsOf(font, character);
    // Quotation marks are narrow in this font, and a character of two bytes is wide on every panel.
    return withoutColumn(columns.length === 16 ? MARGIN + columns + MARGIN : columns, 30, character);
  });
  return { codes: `${characters.map(({ code }) => code).join("")}\0`, glyphs: letters.join("") + wide.join("") };
}

/** Without the column that begins at the byte. In a few glyphs the end of a stroke reaches into it: nobody misses a dot. */
function withoutColumn(columns: string, at: number, character: string): string {
  const dots = columns.slice(at, at + 2).replace(/./gs, (byte) => byte.charCodeAt(0).toString(2).padStart(8, "0")).split("1");
  if (dots.length - 1 > CUT_DOTS_MAX) throw new Error(`"${character}" needs its column ${at / 2}`);
  return columns.slice(0, at) + columns.slice(at + 2);
}

/** The font of a board: what the catalogue needs. */
export function boardFont(root: string, encoding: string): BitmapFont {
  const catalogue = JSON.parse(readFileSync(join(root, "firmware/text/catalogue.json"), "utf8")) as Record<string, Record<string, string>>;
  return makeFont(Object.values(catalogue).flatMap((language) => Object.values(language)).join(""), encoding);
}

/** Loads `@font`: a board imports it whose panel has no letters of its own. */
export function fontModule(root: string, encoding: string): Plugin {
  return {
    name: "font",
    setup(build) {
      build.onResolve({ filter: /^@font$/ }, () => ({ path: "@font", namespace: "font" }));
      build.onLoad({ filter: /.*/, namespace: "font" }, () => {
        const { codes, glyphs } = boardFont(root, encoding);
        return { contents: `export const codes = ${quoted(codes)}, glyphs = ${quoted(glyphs)};`, loader: "js" };
      });
    },
  };
}

/** The dots of a character, column by column from the left, two bytes each from the top. */
function columnsOf(font: Font, character: string): string {
  const glyph = font.charToGlyph(character);
  if (glyph.index === 0) throw new Error(`the font has no "${character}"`);
  const dot = font.unitsPerEm / HEIGHT_PX;
  const lines = outlinesOf(glyph.path.commands);
  let bytes = "";
  for (let x = 0; x < glyph.advanceWidth / dot; x++) {
    let column = 0;
    for (let y = 0; y < HEIGHT_PX; y++) {
      const isDark = isInside(lines, (x + 0.5) * dot, font.ascender - (y + 0.5) * dot);
      column = column * 2 + (isDark ? 1 : 0);
    }
    bytes += String.fromCharCode(column >> 8, column & 255);
  }
  return bytes;
}

type Line = [x1: number, y1: number, x2: number, y2: number];

/** The outlines as lines: those of this font bend nowhere, even where they say so. */
function outlinesOf(commands: PathCommand[]): Line[] {
  const lines: Line[] = [];
  let [startX, startY, x, y] = [0, 0, 0, 0];
  const to = (nextX: number, nextY: number): void => {
    lines.push([x, y, nextX, nextY]);
    [x, y] = [nextX, nextY];
  };
  for (const command of commands) {
    if (command.type === "M") [startX, startY, x, y] = [command.x, command.y, command.x, command.y];
    else if (command.type === "Z") to(startX, startY);
    else if (command.type === "C") throw new Error("an outline of this font bends");
    else {
      if (command.type === "Q") to(command.x1!, command.y1!);
      to(command.x, command.y);
    }
  }
  return lines;
}

/** How often the outlines go around a point: not 0 inside. */
function isInside(lines: Line[], x: number, y: number): boolean {
  let around = 0;
  for (const [x1, y1, x2, y2] of lines) {
    const isUpwards = y1 <= y && y < y2;
    if (!isUpwards && !(y2 <= y && y < y1)) continue;
    if (x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) > x) around += isUpwards ? 1 : -1;
  }
  return around !== 0;
}
