import type { GreyPicture } from "../../../ports/camera";
import type { Raster, Rasters } from "../../../ports/raster";
import { clockOf } from "./qr-clock";
import type { Triple } from "./qr-corners";
import { betterTriple, gridBySizes, mostVoted, SIZE_MAX, SIZE_MIN } from "./qr-corners";
import type { Finder } from "./qr-finders";
import { openFinders } from "./qr-finders";

/** Dots of a module: the smallest, the one looked for first, the largest, and how much more the next is. */
const MODULE_MIN = 1.45;
const MODULE_USUAL = 2;
const MODULE_MAX = 5.2;
const STEP = 1.085;
/** How far around the modules of the finders that are known, and how finely, the others are looked for. */
const NEAR = 0.8;
const NEAR_STEP = 1.03;
/** Where a third finder may be, from one of two and from the next, in shares of what is along and across. */
const THIRDS = [[0, 1], [0, -1], [1, 1], [1, -1], [0.5, 0.5], [0.5, -0.5]];
/** Three rows of places around each. */
const HUNTS = 3 * THIRDS.length;
/** No more finders than these, which most hits have pointed at, are put together. */
const TOGETHER_MAX = 5;
/** Of the steps of the clock so many have to go the right way. */
const CLOCK_LEAST = 0.8;

/** `found`: a code, and there may be more; `over`: no more. */
export type SearchState = "looking" | "found" | "over";

/** Looks for what seem to be codes: three finders at right angles with a clock between them. */
export interface Search {
  /** Begins with a picture, which is there in one bit a dot as well, from its row 0 or 1 on. */
  begin(bits: Raster, picture: GreyPicture, inverted: boolean, row: number): void;
  /** Goes on for a moment; says about how many tokens that took. */
  work(): number;
  state(): SearchState;
  /** The finders that were found. */
  triple(): Triple;
}

export function openSearch(rasters: Rasters, width: number, height: number): Search {
  const finders = openFinders(rasters, width, height, MODULE_MIN);
  let picture: GreyPicture;
  let inverted = false;
  let state: SearchState = "over";
  let step: () => number;
  let module = 0;
  let last = 0;
  let row = 0;
  let isSearching = false;
  /** How the search goes: everywhere, at what two finders point at, near the size of the finders that are known. */
  let effort = 0;
  let place = 0;
  let first: Finder;
  let second: Finder;
  let few: Finder[] = [];
  let corner = 0;
  let best: Triple | undefined;
  let tried: Triple[] = [];
  let triple: Triple;

  /** A scale of the search, from one moment to the next. */
  function scan(): number {
    const before = finders.found().length;
    if (!isSearching) finders.begin(module, row);
    isSearching = finders.search(effort > 0);
    if (!isSearching) {
      row = 1 - row;
      module *= effort > 0 ? NEAR_STEP : STEP;
      if (module > last && last === MODULE_MAX) {
        module = MODULE_MIN;
        last = MODULE_USUAL;
      }
    }
    const now = finders.found().length;
    if (!isSearching && module > last || now > before && now > 2) step = combine;
    return 2000 + 200 * before;
  }

  /** Looks where one more finder would make a code of the two that most hits have pointed at. */
  function hunt(): number {
    const third = THIRDS[Math.floor(place / 3)];
    if (third === undefined) {
      step = combine;
      return 100;
    }
    const reach = first.wide / 4;
    const lower = (place % 3 - (place % 3 > 1 ? 3 : 0)) * reach;
    const along = third[0] as number;
    const across = third[1] as number;
    const dx = second.x - first.x;
    const dy = second.y - first.y;
    place++;
    const x = first.x + along * dx - across * dy;
    if (finders.hunt(x, first.y + along * dy + across * dx + lower, reach)) step = combine;
    return 2200;
  }

  /** Puts finders together, one in the corner after the other. */
  function combine(): number {
    if (few.length === 0) few = mostVoted(finders.found(), TOGETHER_MAX);
    if (few.length > 2 && corner < few.length) {
      best = betterTriple(few, corner, tried, best);
      corner++;
      return 1400;
    }
    few = [];
    corner = 0;
    if (best === undefined) widen();
    else {
      triple = best;
      tried.push(best);
      best = undefined;
      step = checkClock;
    }
    return 400;
  }

  /** Whether the modules between the finders are dark and light in turn, and by which size the most. */
  function checkClock(): number {
    step = combine;
    let most = CLOCK_LEAST;
    let size = 0;
    for (const next of [triple.size, triple.other]) {
      if (next < SIZE_MIN || next > SIZE_MAX) continue;
      triple.size = next;
      const share = clockOf(picture, gridBySizes(triple), inverted);
      if (share <= most) continue;
      most = share;
      size = next;
    }
    triple.size = size;
    if (size > 0) state = "found";
    return 4600;
  }

  /** The search goes on where it was, or takes more pains. */
  function widen(): void {
    const found = finders.found();
    if (effort !== 1 && (isSearching || module <= last)) step = scan;
    else if (effort === 1 && place < HUNTS) step = hunt;
    else if (effort > 1 || found.length === 0) state = "over";
    else if (effort === 0 && found.length > 1) {
      effort = 1;
      const pair = mostVoted(found, 2);
      first = pair[0] as Finder;
      second = pair[1] as Finder;
      place = 0;
      step = hunt;
    } else {
      effort = 2;
      const size = (mostVoted(found, 1)[0] as Finder).wide / 7;
      module = Math.max(MODULE_MIN, size * NEAR);
      last = size / NEAR;
      step = scan;
    }
  }

  return {
    begin(bits: Raster, next: GreyPicture, isInverted: boolean, from: number): void {
      picture = next;
      inverted = isInverted;
      finders.take(bits, next);
      row = from;
      module = MODULE_USUAL;
      last = MODULE_MAX;
      isSearching = false;
      effort = 0;
      few = [];
      corner = 0;
      best = undefined;
      tried = [];
      step = scan;
      state = "looking";
    },
    work(): number {
      state = "looking";
      return step();
    },
    state: () => state,
    triple: () => triple,
  };
}
