import type { Bytes } from "../../../ports/bytes";
import type { GreyPicture } from "../../../ports/camera";
import type { Raster, Rasters } from "../../../ports/raster";
import { ALIGNMENT_BACK, alignmentOf } from "./qr-alignment";
import type { Grid, Triple } from "./qr-corners";
import { betterTriple, gridBySizes, gridThrough, mirrored, mostVoted } from "./qr-corners";
import { openCorrection } from "./qr-correct";
import type { Finder } from "./qr-finders";
import { openFinders } from "./qr-finders";
import type { Format } from "./qr-format";
import { formatOf } from "./qr-format";
import { openSampling } from "./qr-sampling";
import type { Sampling } from "./qr-sampling";
import { textOf } from "./qr-text";
import { BANDS, openThresholds } from "./qr-threshold";
import { openWords } from "./qr-words";
import type { Block } from "./qr-words";
import type { PictureReader } from "./reader";

/** The view "whole" of a camera. */
const WIDTH = 160;
const HEIGHT = 120;
/** Dots of a module: the smallest, the one looked for first, the largest, and how much more the next is. */
const MODULE_MIN = 1.45;
const MODULE_USUAL = 2;
const MODULE_MAX = 5.2;
const STEP = 1.085;
/** Against the light around: below 1, so that what is evenly lit is light; beyond, for a light code on dark. */
const SHARE = 0.93;
const SHARE_INVERTED = 1.07;
/** Modules sampled in a moment. */
const MODULES_A_TURN = 120;
/** Tokens a picture may cost, and what is left when another try begins. */
const TOKENS_MAX = 250000;

/** What a try at a code costs at most: for each of its modules, and beyond. */
const TRY_A_MODULE = 80;
const TRY_BEYOND = 25000;
/** How far around the modules of the finders that are known, and how finely, the others are looked for. */
const NEAR = 0.8;
const NEAR_STEP = 1.03;
/** Where a third finder may be, from one of two and from the next, in shares of what is across and along. */
const THIRDS = [[0, 1], [0, -1], [1, 1], [1, -1], [0.5, 0.5], [0.5, -0.5]];
/** Three pairs of finders, three rows of places around each. */
const HUNTS = 9 * THIRDS.length;

/** What the next moment does. */
type Stage =
  | "threshold" | "search" | "hunt" | "corners" | "align"
  | "sample" | "cells" | "format" | "order" | "words" | "correct" | "text" | "done";

/** A reader of QR codes of versions 1 to 6 (ISO/IEC 18004, model 2), straight or mirrored, dark on light or light on dark. */
export function openQRReader(rasters: Rasters): PictureReader {
  const thresholds = openThresholds(rasters);
  const finders = openFinders(rasters, WIDTH, HEIGHT, MODULE_MIN);
  const words = openWords(rasters);
  const correction = openCorrection(rasters);
  const bits: Raster = rasters.create(WIDTH, HEIGHT, 1);
  let picture: GreyPicture;
  let sampling: Sampling;
  let stage: Stage = "done";
  let spent = 0;
  // Before the first picture, which is looked at as most codes are.
  let inverted = true;
  let at = 0;
  let module = 0;
  let last = 0;
  let row = 0;
  /** Every other picture is searched from its second row on first. */
  let phase = 1;
  let isSearching = false;
  /** How the search goes: everywhere, at what two finders point at, near the size of the finders that are known. */
  let effort = 0;
  let few: Finder[] = [];
  let corner = 0;
  let best: Triple | undefined;
  let tried: Triple[] = [];
  let triple: Triple;
  let grid: Grid;
  let tries = 0;
  let isMirrored = false;
  let cells: Uint8Array;
  let format: Format;
  let blocks: Block[] = [];
  let wrong = 0;
  let code: Bytes | undefined;

  function threshold(): void {
    if (at === 0) thresholds.begin(picture, inverted ? SHARE_INVERTED : SHARE, inverted);
    for (const end = at + 2; at < end; at++) thresholds.draw(at, bits);
    spent += 3500;
    if (at < BANDS) return;
    finders.take(bits, picture);
    isSearching = false;
    module = MODULE_USUAL;
    last = MODULE_MAX;
    effort = 0;
    stage = "search";
  }

  /** A scale of the search, from one moment to the next. */
  function search(): void {
    const before = finders.found().length;
    if (!isSearching) finders.begin(module, row);
    isSearching = finders.search(effort > 0);
    spent += 2500;
    if (!isSearching) {
      row = 1 - row;
      module *= effort > 0 ? NEAR_STEP : STEP;
      if (module > last && last === MODULE_MAX) {
        module = MODULE_MIN;
        last = MODULE_USUAL;
      }
    }
    const now = finders.found().length;
    if (!isSearching && module > last || now > before && now > 2) stage = "corners";
  }

  /** Looks where one more finder would make a code of two. */
  function hunt(): void {
    const found = finders.found();
    const turn = Math.floor(at / 3);
    const third = THIRDS[turn % THIRDS.length] as number[];
    const pair = Math.floor(turn / THIRDS.length);
    const reach = (found[0] as Finder).wide / 4;
    const lower = (at % 3 - (at % 3 > 1 ? 3 : 0)) * reach;
    const one = found[pair < 2 ? 0 : 1] as Finder;
    const other = found[pair > 0 ? 2 : 1];
    at++;
    if (other === undefined || pair > 2) {
      stage = "corners";
      return;
    }
    const along = third[0] as number;
    const across = third[1] as number;
    const dx = other.x - one.x;
    const dy = other.y - one.y;
    spent += 2000;
    const x = one.x + along * dx - across * dy;
    if (finders.hunt(x, one.y + along * dy + across * dx + lower, reach)) stage = "corners";
  }

  /** Puts finders together, one in the corner after the other. */
  function corners(): void {
    spent += 2500;
    if (few.length === 0) few = mostVoted(finders.found());
    if (few.length > 2 && corner < few.length) {
      best = betterTriple(few, corner, tried, best);
      corner++;
      return;
    }
    const next = best;
    few = [];
    corner = 0;
    best = undefined;
    if (next === undefined) {
      searchOn();
      return;
    }
    triple = next;
    tried.push(next);
    tries = 0;
    isMirrored = false;
    start(gridBySizes(next));
  }

  /** The search goes on where it was, or takes more pains. */
  function searchOn(): void {
    const found = finders.found();
    if (effort !== 1 && (isSearching || module <= last)) stage = "search";
    else if (effort === 1 && at < HUNTS && found.length > 1) stage = "hunt";
    else if (effort > 1 || found.length === 0) stage = "done";
    else {
      effort++;
      at = 0;
      if (effort === 1) {
        stage = "hunt";
        return;
      }
      let size = 0;
      for (const one of found) size = Math.max(size, Math.min(one.wide, one.high));
      module = Math.max(MODULE_MIN, size / 7 * NEAR);
      last = size / 7 / NEAR;
      stage = "search";
    }
  }

  function start(next: Grid): void {
    grid = next;
    stage = "sample";
    at = 0;
    if (!sampling.begin(grid)) retry();
  }

  /** Another grid for the same finders, or other finders. */
  function retry(): void {
    if (spent + triple.size * triple.size * TRY_A_MODULE + TRY_BEYOND > TOKENS_MAX) {
      stage = "done";
      return;
    }
    tries++;
    stage = tries === 1 && triple.size > 21 ? "align" : "corners";
  }

  /** The grid by the alignment pattern. */
  function align(): void {
    spent += 9000;
    const place = alignmentOf(picture, gridBySizes(triple), inverted);
    const next = place && gridThrough(triple, triple.size - ALIGNMENT_BACK, place[0] as number, place[1] as number);
    if (next === undefined) stage = "corners";
    else start(next);
  }

  function sample(): void {
    const size = grid.size;
    const end = Math.min(size, at + Math.ceil(MODULES_A_TURN / size));
    spent += (end - at) * size * 46;
    for (; at < end; at++) sampling.row(at);
    if (at < size) return;
    sampling.judge(1, inverted);
    stage = "cells";
  }

  function readCells(): void {
    spent += 1200;
    const done = sampling.cells();
    if (done === undefined) return;
    cells = done;
    stage = "format";
  }

  function readFormat(): void {
    spent += 5000;
    const found = formatOf(cells, grid.size);
    if (found === undefined) {
      if (tries === 0 && triple.other >= 21 && triple.other <= 41) {
        triple.size = triple.other;
        triple.other = 0;
        start(gridBySizes(triple));
      } else retry();
    } else if (found.isMirrored && !isMirrored) {
      isMirrored = true;
      start(mirrored(grid));
    } else {
      format = found;
      words.begin((grid.size - 17) / 4);
      stage = "order";
    }
  }

  function order(): void {
    spent += 5000;
    if (!words.order()) return;
    stage = "words";
  }

  function readWords(): void {
    spent += 4000;
    blocks = words.blocks(cells, format.level, format.mask);
    at = 0;
    wrong = 0;
    startBlock();
  }

  function startBlock(): void {
    const block = blocks[at] as Block;
    correction.begin(block.words, block.correction, block.most);
    stage = "correct";
  }

  function correct(): void {
    spent += 4000;
    const count = correction.work();
    if (count === undefined) return;
    if (count < 0) {
      retry();
      return;
    }
    wrong += count;
    at++;
    if (at < blocks.length) startBlock();
    else stage = "text";
  }

  function read(): void {
    spent += 2500;
    let length = 0;
    for (const block of blocks) length += block.words.length - block.correction;
    const data = new Uint8Array(length);
    let to = 0;
    for (const block of blocks) {
      const own = block.words.length - block.correction;
      data.set(new Uint8Array(block.words.buffer, 0, own), to);
      to += own;
    }
    code = textOf(data, wrong > 0);
    stage = "done";
  }

  function rest(): void {
    stage = "done";
  }

  const stages: Record<Stage, () => void> = {
    threshold: threshold, search: search, hunt: hunt, corners: corners, align: align,
    sample: sample, cells: readCells, format: readFormat, order: order, words: readWords, correct: correct, text: read,
    done: rest,
  };

  return {
    begin(next: GreyPicture): void {
      picture = next;
      // Where no three finders were, a light code on dark may be.
      if (tried.length === 0) inverted = !inverted;
      phase = 1 - phase;
      sampling = openSampling(rasters, thresholds, next);
      code = undefined;
      spent = 0;
      tried = [];
      few = [];
      best = undefined;
      corner = 0;
      at = 0;
      row = phase;
      stage = "threshold";
    },
    work(): { isDone: boolean; code?: Bytes } {
      stages[stage]();
      if (spent > TOKENS_MAX) stage = "done";
      if (stage !== "done") return { isDone: false };
      return code === undefined ? { isDone: true } : { isDone: true, code: code };
    },
  };
}
