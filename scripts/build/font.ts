import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import iconv from "iconv-lite";
import opentype, { type Font, type PathCommand } from "opentype.js";
import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { quoted } from "./quoted";
import { shrink } from "./shrink";

const HEIGHT_PX = 16;
const ASCII = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
/** Four columns without dots. */
const MARGIN = "\0".repeat(8);
/** So many dots may be cut off at the edge of a glyph. */
const CUT_DOTS_MAX = 3;

/** Glyphs that are packed together: see BitmapFont. */
const BLOCK = 16;

let loaded: Font | undefined;
const made = new Map<string, BitmapFont>();

/** GNU Unifont: every character of the Basic Multilingual Plane as 8 by 16 or 16 by 16 dots (SIL Open Font License). */
function unifont(): Font {
  const file = createRequire(import.meta.url).resolve("@fontsource/unifont/files/unifont-latin-400-normal.woff");
  const bytes = readFileSync(file);
  loaded ??= opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer, { lowMemory: true });
  return loaded;
}

/** A font for panels with the characters of `texts` in an encoding of one and two bytes, and all of printable ASCII. */
function makeFont(texts: string, encoding: string): BitmapFont {
  const font = unifont();
  const letters = ASCII.map((character) => halvesOf(withoutColumn(columnsOf(font, character), 0, character)));
  const characters = [...new Set(texts)].filter((character) => character > "\x7f").sort();
  const wide = alikeTogether(characters.map((character) => {
    const columns = columnsOf(font, character);
    // Quotation marks are narrow in this font, and a character of two bytes is wide on every panel.
    const dots = withoutColumn(columns.length === 16 ? MARGIN + columns + MARGIN : columns, 30, character);
    return { ...halvesOf(dots), code: iconv.encode(character, encoding).toString("latin1") };
  }));
  const blocks = [...inBlocks(letters), ...inBlocks(wide)]
    .map((block) => shrink(block.map((glyph) => glyph.upper).join("") + block.map((glyph) => glyph.lower).join("")));
  let end = 0;
  const starts = ["", ...blocks].map((block) => String.fromCharCode((end += block.length) >> 8, end & 255));
  return { codes: `${wide.map(({ code }) => code).join("")}\0`, blocks: blocks.join(""), starts: starts.join("") };
}

/** The upper and the lower eight dots of each column. */
interface Halves {
  upper: string;
  lower: string;
}

function halvesOf(columns: string): Halves {
  return { upper: columns.replace(/(.)./gs, "$1"), lower: columns.replace(/.(.)/gs, "$1") };
}

function inBlocks(glyphs: Halves[]): Halves[][] {
  return Array.from({ length: Math.ceil(glyphs.length / BLOCK) }, (_, at) => glyphs.slice(at * BLOCK, (at + 1) * BLOCK));
}

/** Each glyph behind some that it has much in common with: what comes again soon is packed best. */
function alikeTogether<Glyph extends Halves>(glyphs: Glyph[]): Glyph[] {
  const left = [...glyphs];
  const sorted = left.splice(0, 1);
  while (left.length > 0) {
    const near = sorted.slice(-BLOCK / 2);
    const likeness = left.map((glyph) => Math.max(...near.map((other) => inCommon(glyph, other))));
    sorted.push(...left.splice(likeness.indexOf(Math.max(...likeness)), 1));
  }
  return sorted;
}

const known = new WeakMap<Halves, Map<Halves, number>>();

function inCommon(one: Halves, other: Halves): number {
  const all = known.get(one) ?? new Map<Halves, number>();
  known.set(one, all);
  const bits = all.get(other) ?? repeated(one.upper, other.upper) + repeated(one.lower, other.lower);
  all.set(other, bits);
  return bits;
}

/** About how many bits packing saves where a text stands behind another. */
function repeated(text: string, before: string): number {
  let bits = 0;
  for (let at = 0; at < text.length;) {
    let length = 1;
    while (at + length < text.length && before.includes(text.slice(at, at + length + 1))) length++;
    bits += Math.max(0, 9 * length - 15);
    at += length;
  }
  return bits;
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
  const texts = Object.values(catalogue).flatMap((language) => Object.values(language)).join("");
  const key = `${encoding} ${texts}`;
  const font = made.get(key) ?? makeFont(texts, encoding);
  made.set(key, font);
  return font;
}

/** Loads `@font`: a board imports it whose panel has no letters of its own. */
export function fontModule(root: string, encoding: string): Plugin {
  return {
    name: "font",
    setup(build) {
      build.onResolve({ filter: /^@font$/ }, () => ({ path: "@font", namespace: "font" }));
      build.onLoad({ filter: /.*/, namespace: "font" }, () => {
        const texts = Object.entries(boardFont(root, encoding)).map(([name, bytes]) => `${name} = ${quoted(bytes)}`);
        return { contents: `export const ${texts.join(", ")};`, loader: "js" };
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
