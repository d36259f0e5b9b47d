// Code 128 as widths and as text. Source: ISO/IEC 15417, tables 1 and 2.

import type { Bytes } from "../../../ports/bytes";

/** A symbol: three bars and three spaces, in modules. */
export const SYMBOL_MODULES = 11;
export const START_A = 103;
/** A stop as it begins when it is read from its far end. */
export const REVERSED_STOP = 106;
/** A stop without its last bar. */
export const STOP = 107;

/**
 * Of the values from 0 on, by two characters each: how wide a bar and the space behind it are together, that space and
 * the bar behind it, and so on, four sums. Light that makes bars grow does not change them, and no two values share them.
 */
const SUMS =
  "7>>7>>787?>88=8D?==7=>D71?888?2D9=9D?C=2=98C?<=8<8C1C8==D6D=777EE70?>1>?1D?6?D6>D0D>181F?82=2K@=>=6@D28<8J8><1<?" +
  "J1=6=DK6?B=EP0080F717FE1E81=1K868KF6F=K7=0D<K0AB0:737:3I:B:IB7I0I7799CC7030A>33B3PB0B>2?3D<3B26E676962F<";
/** How many modules of each are bars. */
const BAR_MODULES =
  "666444444444666666666668666666666444444444666666866668666666846444444444444448466666666668886666666888844666";

/** The four sums of each value as one number: of each two less, by sixes. */
export function loadSums(): Uint16Array {
  const sums = new Uint16Array(STOP + 1);
  for (let value = 0; value <= STOP; value++) {
    sums[value] = (SUMS.charCodeAt(value * 2) - 48) * 36 + SUMS.charCodeAt(value * 2 + 1) - 48;
  }
  return sums;
}

/** How many modules of a symbol are bars. */
export function barModules(value: number): number {
  return BAR_MODULES.charCodeAt(value) - 48;
}

/** The text of symbols, from the start to the last before the check; undefined where one stands where it cannot. */
export function textOf(values: number[]): Bytes | undefined {
  // 0, 1 and 2 are the sets A, B and C; `once` is that of the next symbol alone.
  let set = values[0]! - START_A;
  let once = set;
  let text = "";
  for (let at = 1; at < values.length; at++) {
    const value = values[at]!;
    const now = once;
    once = set;
    if (now === 2 && value < 100) text += (value < 10 ? "0" : "") + value;
    else if (now < 2 && value < 96) text += String.fromCharCode(now === 0 && value >= 64 ? value - 64 : value + 32);
    else if (now < 2 && value === 98) once = 1 - now;
    else if (value !== 102) {
      // 99, 100 and 101 choose C, B and A. In its own set each is another function, and so is what is below.
      set = 101 - value;
      if (set < 0 || set > 2 || set === now) return undefined;
      once = set;
    }
  }
  return text;
}
