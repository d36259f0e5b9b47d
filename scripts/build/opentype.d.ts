/** What we use of opentype.js, which has no types of its own. */
declare module "opentype.js" {
  /** A step of an outline; `x1`, `y1` where it is bent. Font units, y upwards. */
  export interface PathCommand {
    type: "M" | "L" | "Q" | "C" | "Z";
    x: number;
    y: number;
    x1?: number;
    y1?: number;
  }
  export interface Glyph {
    index: number;
    advanceWidth: number;
    path: { commands: PathCommand[] };
  }
  export interface Font {
    unitsPerEm: number;
    ascender: number;
    charToGlyph(character: string): Glyph;
  }
  const opentype: { parse(file: ArrayBuffer, options?: { lowMemory?: boolean }): Font };
  export default opentype;
}
