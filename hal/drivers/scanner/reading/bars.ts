// Reads Code 128 from a strip of a picture, by lines across it. Method: measurements of on-device reading; what it reads
// and what it costs: docs/reference/bar-rates.md.

import type { Bytes } from "../../../ports/bytes";
import type { GreyPicture } from "../../../ports/camera";
import type { Rasters } from "../../../ports/raster";
import { openLine } from "./bars-line";
import { barModules, loadSums, REVERSED_STOP, START_A, STOP, SYMBOL_MODULES, textOf } from "./bars-symbols";
import type { PictureReader } from "./reader";

const LINES_MAX = 12;
/** In thousands of tokens, as measured: a line, a place where a code may start, a symbol; and what a picture is worth. */
const LINE_COST = 4.2;
const START_COST = 0.8;
const SYMBOL_COST = 2;
const COST_MAX = 200;
/** The same without a start that has two symbols behind it. */
const EMPTY_COST_MAX = 48;
/** More than any line has in which a code can be read. */
const EDGES_MAX = 180;
const SYMBOLS_A_MOMENT = 4;
const STARTS_A_MOMENT = 4;
/** Three modules of the widest code. */
const START_DOTS_MAX = 13;
/** Light dots before a code, at least. */
const QUIET = "000000";
/** Lines are so many dots apart. */
const LINE_STEP = 5;
/** Places of edges are kept in these parts of a dot. */
const PARTS = 16;
/** How far a symbol is from its widths, in squares of modules: so far it is believed, and so far if it was read twice. */
const OFF_SURE = 0.45;
const OFF_MAX = 1;

/**
 * Looks at 320 by 60 dots. A payment code (18 digits, 10 to 15 at their head) that is beyond doubt is believed at once;
 * one in doubt, and any other text that is beyond doubt, when a second line or picture says the same.
 */
export function openBarReader(rasters: Rasters): PictureReader {
  const line = openLine(rasters);
  const sums = loadSums();
  /** Dots at which the line changes; at even places it becomes dark. */
  const changes = new Int16Array(EDGES_MAX);
  const edges = new Int16Array(EDGES_MAX);
  let fresh: GreyPicture | undefined;
  let isStraight = false;
  let pictures = 0;
  let lines = 0;
  let cost = 0;
  let costMax = 0;
  let text = "";
  /** Where in the line the next start is looked for; -1: another line is wanted. */
  let from = -1;
  let changeCount = 0;
  let edgeCount = 0;
  /** Of the code that is being read: its symbols, where the next one begins, and how wide the last one is. */
  let isReading = false;
  let values: number[] = [];
  let edge = 0;
  let width = 0;
  /** By how much its bars are too wide, in modules a symbol, and how far off its worst symbol is. */
  let growth = 0;
  let worstOff = 0;
  let readOnce: Bytes | undefined;

  /** Moves edges to where the line is half way between the middles of the runs beside them. */
  function refine(to: number): void {
    const dots = line.dots;
    while (edgeCount < to) {
      const at = changes[edgeCount]!;
      const before = dots[edgeCount === 0 ? at - 3 : (changes[edgeCount - 1]! + at) >> 1]!;
      const behind = dots[edgeCount + 1 < changeCount ? (at + changes[edgeCount + 1]!) >> 1 : at]!;
      const last = dots[at - 1]!;
      const part = ((before + behind) / 2 - last) / (dots[at]! - last);
      edges[edgeCount++] = (at + Math.min(1.5, Math.max(-0.5, part))) * PARTS;
    }
  }

  /** Finds where the line changes, up to so many times. False: it does not so often. */
  function findChanges(count: number): boolean {
    let at = changes[changeCount - 1]!;
    while (changeCount < count) {
      at = text.indexOf((changeCount & 1) === 0 ? "1" : "0", at);
      if (at < 0) return false;
      changes[changeCount++] = at;
    }
    return true;
  }

  /** Finds so many edges of the code. False: there are fewer. */
  function findEdges(count: number): boolean {
    // One more: an edge hangs on the runs to both its sides.
    findChanges(count + 1);
    refine(Math.min(count, changeCount));
    return edgeCount >= count;
  }

  /** The value of the symbol that begins at `edge`; -1: none is near enough. */
  function readSymbol(): number {
    const scale = SYMBOL_MODULES / (edges[edge + 6]! - edges[edge]!);
    let packed = 0;
    let off = 0;
    let worst = 0;
    let push = 0;
    for (let at = edge; at < edge + 4; at++) {
      const sum = (edges[at + 2]! - edges[at]!) * scale - 1.5;
      const whole = sum | 0;
      const rest = sum - whole - 0.5;
      packed = packed * 6 + whole;
      push *= 6;
      off += rest * rest;
      if (rest * rest > worst * worst) {
        worst = rest;
        push = rest > 0 ? (whole < 5 ? 1 : 0) : whole > 0 ? -1 : 0;
      }
    }
    let value = sums.indexOf(packed);
    if (value < 0) {
      // The one that is least certain may belong to its other neighbour.
      value = sums.indexOf(packed + push);
      off += 1 - 2 * Math.abs(worst);
    }
    if (value < 0) return -1;
    const bars = edges[edge + 5]! - edges[edge + 4]! + edges[edge + 3]! - edges[edge + 2]! + edges[edge + 1]! - edges[edge]!;
    const grown = bars * scale - barModules(value);
    if (edge === 0) growth = grown;
    const more = grown - growth;
    // Blur and light make all bars grow alike: a wrong value shows.
    off += 0.2 * more * more;
    growth += 0.3 * more;
    if (off > worstOff) worstOff = off;
    return off > OFF_MAX ? -1 : value;
  }

  /**
   * Whether what begins at `from` may be a start: a bar and a space of three modules, a space and a bar of two, six edges
   * within eleven, each width a dot more or less, and quiet before them.
   */
  function mayBeStart(): boolean {
    const dark = text.indexOf("0", from);
    const three = text.indexOf("1", dark) - from;
    const quiet = from - 1 - text.lastIndexOf("1", from - 1);
    if (three < 0 || three > START_DOTS_MAX || quiet * 3 < three * 4) return false;
    changes[0] = from;
    changes[1] = dark;
    changes[2] = from + three;
    changeCount = 3;
    edgeCount = 0;
    if (!findChanges(4) || Math.abs(three * 2 - (changes[3]! - dark) * 3) > 6) return false;
    return findChanges(7) && Math.abs(three * 11 - (changes[6]! - from) * 3) < 16 && findEdges(7);
  }

  /** Looks whether there is a start behind the next quiet zone. */
  function findStart(): void {
    cost += START_COST;
    from = text.indexOf(QUIET, from);
    if (from >= 0) from = text.indexOf("1", from);
    if (from < 0 || !mayBeStart()) return;
    edge = 0;
    worstOff = 0;
    const value = readSymbol();
    if (value === REVERSED_STOP) {
      line.turnRound();
      from = -1;
    } else if (value >= START_A && value < REVERSED_STOP) {
      values = [value];
      edge = 6;
      width = edges[6]! - edges[0]!;
      isReading = true;
    }
  }

  /** Whether behind the six edges of a stop there are a bar of two modules and quiet. */
  function isStop(): boolean {
    if (!findEdges(edge + 8)) return false;
    const module = width / SYMBOL_MODULES;
    const bar = edges[edge + 7]! - edges[edge + 6]!;
    if (bar < module || bar > 3.2 * module) return false;
    return !findEdges(edge + 9) || edges[edge + 8]! - edges[edge + 7]! > 4 * module;
  }

  /** The text of a whole code, when it is to be believed. */
  function finish(): Bytes | undefined {
    let check = -values[values.length - 1]!;
    for (let at = 0; at < values.length - 1; at++) check += values[at]! * (at === 0 ? 1 : at);
    if (check % 103 !== 0) return undefined;
    values.pop();
    const code = textOf(values);
    const isPayment = code !== undefined && code.length === 18 && code >= "10" && code < "16";
    const isSure = worstOff < OFF_SURE;
    if (code === undefined || code === "" || (!isPayment && !isSure)) return undefined;
    if ((isPayment && isSure) || code === readOnce) return code;
    readOnce = code;
    return undefined;
  }

  /** Reads a symbol. True: more is to be read; else what the code says, if it is to be believed. */
  function readNext(): true | Bytes | undefined {
    cost += SYMBOL_COST;
    if (edge + 10 > EDGES_MAX || !findEdges(edge + 7)) return undefined;
    const last = width;
    width = edges[edge + 6]! - edges[edge]!;
    if (width > last * 1.25 || width * 1.25 < last) return undefined;
    const value = readSymbol();
    if (value === STOP) return values.length > 2 && isStop() ? finish() : undefined;
    if (value < 0 || value >= START_A) return undefined;
    values.push(value);
    edge += 6;
    if (values.length === 3) costMax = COST_MAX;
    return true;
  }

  /** Reads some symbols. */
  function readSome(): Bytes | undefined {
    for (let symbols = 0; symbols < SYMBOLS_A_MOMENT; symbols++) {
      const code = readNext();
      if (code !== true) {
        isReading = false;
        return code;
      }
    }
    return undefined;
  }

  /** Draws the next line. False: another one is not worth it. */
  function drawNext(): boolean {
    if (lines === LINES_MAX) return false;
    text = line.draw(((lines + 1) >> 1) * ((lines & 1) === 0 ? LINE_STEP : -LINE_STEP));
    lines++;
    cost += LINE_COST;
    from = 0;
    return true;
  }

  return {
    begin: function (picture: GreyPicture): void {
      fresh = picture;
      lines = 0;
      cost = 0;
      costMax = EMPTY_COST_MAX;
      from = -1;
      isReading = false;
    },
    work: function () {
      if (cost > costMax) return { isDone: true };
      if (fresh !== undefined) {
        const isFlat = !line.begin(fresh);
        fresh = undefined;
        // A lamp's image can mislead about the slant: every second picture is read as if it had none.
        isStraight = (++pictures & 1) === 0;
        return { isDone: isFlat };
      }
      if (!isStraight) {
        line.measureSlant();
        isStraight = true;
      } else if (from < 0) {
        if (!drawNext()) return { isDone: true };
      } else if (isReading) {
        const code = readSome();
        if (code !== undefined) return { isDone: true, code: code };
      } else {
        for (let starts = 0; starts < STARTS_A_MOMENT && from >= 0 && !isReading; starts++) findStart();
      }
      return { isDone: false };
    },
  };
}
