import type { GreyPicture } from "../../../ports/camera";
import type { Raster, RasterImage, Rasters } from "../../../ports/raster";
import type { Bytes } from "../../../ports/bytes";

/** Dark, light, three dark, light, dark: a line through the middle of a finder, a dot a module. */
const FINDER = "1011101";
/** Rows of nothing above and below the scaled picture, so that a look three rows away is never outside. */
const MARGIN = 3;
const FINDERS_MAX = 16;
/** Hits that are looked at in a moment, twelve for one that needs a close look: some four thousand tokens, and twice that at most. */
const LOOKS_A_TURN = 24;

/** The middle of a finder, and how long its seven modules are along a row and along a column through it. */
export interface Finder { x: number; y: number; wide: number; high: number; votes: number }

export interface Finders {
  /** Takes a picture, and the same in one bit a dot. */
  take(bits: Raster, picture: GreyPicture): void;
  /** Begins to look for finders whose modules are `module` dots, from row `row` on. */
  begin(module: number, row: number): void;
  /** Looks on; false: that was all. `isRelaxed`: at whatever looks like a finder along a row. */
  search(isRelaxed: boolean): boolean;
  /** Those that are known. */
  found(): Finder[];
  /** Looks at a place and to both sides of it, `reach` dots away; true: there is a finder that was not known. */
  hunt(x: number, y: number, reach: number): boolean;
}

export function openFinders(rasters: Rasters, width: number, height: number, moduleMin: number): Finders {
  const stride = Math.ceil(width / moduleMin) + 1;
  const rows = Math.ceil(height / moduleMin) + 1 + 2 * MARGIN;
  const scaled = rasters.create(stride, rows, 8);
  const line = rasters.create(width, 1, 8);
  const column = rasters.create(1, height + 1, 8);
  const digits = new Uint16Array([48, 49]);
  let bits: RasterImage = { width: width, height: height, bpp: 1, buffer: scaled.buffer, palette: digits };
  let dots = new Uint8Array(0);
  let dark = dots;
  let found: Finder[] = [];
  let module = 0;
  let row = 0;
  let hits: Bytes = "";
  let hit = -1;

  /** Half way between the extremes of two runs, between dot `i` and the next of a line; `from` and `step` lay it out. */
  function edge(from: number, step: number, i: number, one: number, other: number): number {
    const a = dots[from + i * step] as number;
    const b = dots[from + (i + 1) * step] as number;
    const level = ((dots[from + one * step] as number) + (dots[from + other * step] as number)) / 2;
    const share = a === b ? 0.5 : (level - a) / (b - a);
    return i + (share < -0.5 ? 0 : share > 1.5 ? 1 : 0.5 + share);
  }

  let middle = 0;
  let length = 0;
  /** Measures a line through a finder: five runs about `at`. Leaves `middle` and `length`. */
  function chord(text: Bytes, at: number, last: number, from: number, step: number): boolean {
    if (at < 0 || text[at] !== "1") return false;
    const l1 = text.lastIndexOf("0", at);
    const r1 = text.indexOf("0", at);
    if (l1 < 0 || r1 < 0) return false;
    const l2 = text.lastIndexOf("1", l1);
    const r2 = text.indexOf("1", r1);
    if (l2 < 0 || r2 < 0) return false;
    const l3 = text.lastIndexOf("0", l2);
    let r3 = text.indexOf("0", r2);
    if (r3 < 0 || r3 > last) r3 = last;
    const module = (r3 - l3 - 1) / 7;
    const least = module * 0.35 - 0.5;
    const most = module * 1.7 + 0.9;
    const a = l2 - l3, b = l1 - l2, c = r2 - r1, d = r3 - r2;
    const stone = r1 - l1 - 1;
    if (stone < module * 1.9 - 0.6 || stone > module * 4.1 + 0.6) return false;
    if (a < least || b < least || c < least || d < least || a > most || b > most || c > most || d > most) return false;
    const mid = (l1 + r1) >> 1, ml = (l1 + l2 + 1) >> 1, mr = (r1 + r2) >> 1;
    const ol = (l2 + l3 + 1) >> 1, or = (r2 + r3 - 1) >> 1;
    const e1 = l3 < 0 ? 0 : edge(from, step, l3, l3 > 0 ? l3 - 1 : l3, ol);
    const e4 = r3 >= last ? last : edge(from, step, r3 - 1, or, r3 + 1 < last ? r3 + 1 : r3);
    const e2 = edge(from, step, l1, ml, mid);
    const e3 = edge(from, step, r1 - 1, mid, mr);
    length = e4 - e1;
    middle = (e1 + e2 + e3 + e4) / 4 + 0.5;
    middle = (e1 + e2 + e3 + e4) / 4;
    return true;
  }

  function along(x: number, y: number): boolean {
    const row = Math.floor(y);
    if (row < 0 || row >= height) return false;
    line.drawImage(bits, width >> 1, (height >> 1) - row, { scale: 1, rotate: 0 });
    return chord(rasters.text(line.buffer), Math.floor(x), width, row * width, 1);
  }

  function down(x: number, y: number): boolean {
    const place = Math.floor(x);
    if (place < 0 || place >= width) return false;
    column.drawImage(bits, (width >> 1) - place, height >> 1, { scale: 1, rotate: 0 });
    return chord(rasters.text(column.buffer), Math.floor(y), height, place, width);
  }

  /** The finder about a place, exact to a fifth of a dot or so; undefined where none is. */
  function refine(x: number, y: number): Finder | undefined {
    if (!down(x, y)) return undefined;
    let middleY = middle;
    let high = length;
    if (!along(x, middleY)) return undefined;
    let middleX = middle;
    if (!down(middleX, middleY)) return undefined;
    middleY = middle;
    high = length;
    if (!along(middleX, middleY)) return undefined;
    const wide = length;
    middleX = middle;
    if (down(middleX, middleY)) {
      middleY = middle;
      high = length;
    }
    return { x: middleX, y: middleY, wide: wide, high: high, votes: 1 };
  }

  /** The middle row of the stone that the hit `at` is a row of; 0 where above and below it looks otherwise. */
  function stoneOf(text: Bytes, at: number): number {
    let middle = at;
    if (text[at - stride] !== "1") {
      if (text[at + stride] !== "1") return 0;
      middle += stride;
    } else if (text[at + stride] !== "1") middle -= stride;
    if (text[middle - stride - stride] === "1" || text[middle + stride + stride] === "1") return 0;
    return text[middle - 3 * stride] === "1" || text[middle + 3 * stride] === "1" ? middle : 0;
  }

  /** What a hit of the search points at. True: a finder that was not known. */
  function look(x: number, y: number): boolean {
    for (const one of found) {
      const reach = one.wide * 0.35;
      if (Math.abs(one.x - x) < reach && Math.abs(one.y - y) < reach) {
        one.votes++;
        return false;
      }
    }
    if (found.length >= FINDERS_MAX) return false;
    const finder = refine(x, y);
    if (finder === undefined) return false;
    for (const one of found) if (Math.abs(one.x - finder.x) < 2 && Math.abs(one.y - finder.y) < 2) return false;
    found.push(finder);
    return true;
  }

  return {
    take(raster: Raster, picture: GreyPicture): void {
      bits = { width: width, height: height, bpp: 1, buffer: raster.buffer, palette: digits };
      dots = picture.dots;
      dark = new Uint8Array(raster.buffer);
      found = [];
    },
    begin(nextModule: number, nextRow: number): void {
      module = nextModule;
      row = nextRow;
      const image: RasterImage = row === 0 ? bits : {
        width: width, height: height - row, bpp: 1, palette: digits,
        buffer: new Uint8Array(bits.buffer as ArrayBuffer, row * width >> 3),
      };
      scaled.clear(true).drawImage(image, 0, MARGIN, { scale: 1 / module });
      hits = rasters.text(scaled.buffer);
      hit = hits.indexOf(FINDER);
    },
    search(isRelaxed: boolean): boolean {
      for (let left = LOOKS_A_TURN; hit >= 0; hit = hits.indexOf(FINDER, hit + 4)) {
        if (left <= 0) return true;
        const stone = isRelaxed ? hit + 3 : stoneOf(hits, hit + 3);
        left--;
        if (stone <= 0) continue;
        left -= 11;
        look((stone % stride + 0.5) * module, (Math.floor(stone / stride) - MARGIN + 0.5) * module + row);
      }
      return false;
    },
    hunt(x: number, y: number, reach: number): boolean {
      if (y < 0 || y >= height) return false;
      const line = Math.floor(y) * width;
      for (let toX = x - reach; toX <= x + reach; toX += reach) {
        if (toX < 0 || toX >= width) continue;
        const at = line + Math.floor(toX);
        // The stone of a finder is dark.
        if (dark[at >> 3] as number & 128 >> (at & 7) && look(toX, y)) return true;
      }
      return false;
    },
    found: () => found,
  };
}
