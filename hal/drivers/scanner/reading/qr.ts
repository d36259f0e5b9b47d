import type { Bytes } from "../../../ports/bytes";
import type { GreyPicture } from "../../../ports/camera";
import type { Raster, Rasters } from "../../../ports/raster";
import { ALIGNMENT_BACK, alignmentOf } from "./qr-alignment";
import type { Grid, Triple } from "./qr-corners";
import { gridBySizes, gridOf, gridThrough, mirrored, SIZE_MIN } from "./qr-corners";
import { openCorrection } from "./qr-correct";
import type { Format } from "./qr-format";
import { formatOf } from "./qr-format";
import { openSampling } from "./qr-sampling";
import type { Sampling } from "./qr-sampling";
import { openSearch } from "./qr-search";
import { textOf } from "./qr-text";
import { BANDS, openThresholds } from "./qr-threshold";
import { openWords } from "./qr-words";
import type { Block } from "./qr-words";
import type { PictureReader } from "./reader";

/** The view "whole" of a camera. */
const WIDTH = 160;
const HEIGHT = 120;
/** Against the light around: below 1, so that what is evenly lit is light; beyond, for a light code on dark. */
const SHARE = 0.93;
const SHARE_INVERTED = 1.07;
/** Modules sampled in a moment. */
const MODULES_A_TURN = 120;
/** Tokens a picture may cost, and what is left when another try begins. */
const TOKENS_MAX = 240000;

/** What a try at a code costs at most: for each of its modules, and beyond. */
const TRY_A_MODULE = 80;
const TRY_BEYOND = 25000;
const TRY_LEAST = 60000;
/** What the next moment does. */
type Stage =
  | "threshold" | "search" | "align"
  | "sample" | "cells" | "format" | "order" | "words" | "correct" | "text" | "done";

/** A reader of QR codes of versions 1 to 6 (ISO/IEC 18004, model 2), straight or mirrored, dark on light or light on dark. */
export function openQRReader(rasters: Rasters): PictureReader {
  const thresholds = openThresholds(rasters);
  const search = openSearch(rasters, WIDTH, HEIGHT);
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
  /** Every other picture is searched from its second row on first. */
  let phase = 1;
  let isSeen = false;
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
    search.begin(bits, picture, inverted, phase);
    stage = "search";
  }

  function look(): void {
    spent += search.work();
    const state = search.state();
    if (state === "over" || spent > TOKENS_MAX - TRY_LEAST) stage = "done";
    if (state !== "found") return;
    isSeen = true;
    triple = search.triple();
    tries = 0;
    isMirrored = false;
    if (canTry()) start(gridBySizes(triple));
  }

  function canTry(): boolean {
    return spent + triple.size * triple.size * TRY_A_MODULE + TRY_BEYOND < TOKENS_MAX;
  }

  function start(next: Grid): void {
    grid = next;
    stage = "sample";
    at = 0;
    if (!sampling.begin(grid)) retry();
  }

  /** Another grid for the same finders, or other finders. */
  function retry(): void {
    tries++;
    isMirrored = false;
    if (tries > 2 || !canTry()) stage = "search";
    else if (tries === 1 && triple.size > SIZE_MIN) stage = "align";
    else flatten();
  }

  /** The grid of a code that is not leant: sizes that are measured wrong tell of a lean that is none. */
  function flatten(): void {
    tries = 2;
    start(gridOf(triple, 1, 1));
  }

  /** The grid by the alignment pattern. */
  function align(): void {
    spent += 10500;
    const place = alignmentOf(picture, gridBySizes(triple), inverted);
    const next = place && gridThrough(triple, triple.size - ALIGNMENT_BACK, place[0] as number, place[1] as number);
    if (next === undefined) flatten();
    else start(next);
  }

  function sample(): void {
    const size = grid.size;
    const end = Math.min(size, at + Math.ceil(MODULES_A_TURN / size));
    spent += (end - at) * size * 50;
    for (; at < end; at++) sampling.row(at);
    if (at < size) return;
    sampling.judge(1, inverted);
    stage = "cells";
  }

  function readCells(): void {
    spent += 900;
    const done = sampling.cells();
    if (done === undefined) return;
    cells = done;
    stage = "format";
  }

  function readFormat(): void {
    spent += 5000;
    const found = formatOf(cells, grid.size);
    if (found === undefined) {
      retry();
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
    spent += 3800;
    if (!words.order()) return;
    stage = "words";
  }

  function readWords(): void {
    spent += 3000;
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
    spent += 3000;
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
    threshold: threshold, search: look, align: align,
    sample: sample, cells: readCells, format: readFormat, order: order, words: readWords, correct: correct, text: read,
    done: rest,
  };

  return {
    begin(next: GreyPicture): void {
      picture = next;
      // Where nothing like a code was, a light one on dark may be.
      if (!isSeen) inverted = !inverted;
      isSeen = false;
      phase = 1 - phase;
      sampling = openSampling(rasters, thresholds, next);
      code = undefined;
      spent = 0;
      at = 0;
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
