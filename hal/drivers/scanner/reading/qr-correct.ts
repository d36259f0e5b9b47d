import type { Rasters } from "../../../ports/raster";

/** Words that go into syndromes in a moment, syndromes into the polynomial, and steps of the last part: some four thousand tokens. */
const WORDS_A_TURN = 300;
const LOCATED_A_TURN = 8;
const STEPS_A_TURN = 150;

/**
 * Reed-Solomon correction over GF(256) with polynomial 0x11d, first root 1 (ISO/IEC 18004, 7.5 and annex B), piece by piece.
 * Mends up to `most` wrong words of a block in place, `count` of which are correction words. Mended words are checked again,
 * by all syndromes.
 */
export interface Correction {
  begin(words: Uint8Array, count: number, most: number): void;
  /** Works on. When it is done: how many were wrong, or -1: more than may be mended, and the words are of no use. */
  work(): number | undefined;
}

/** What is done next: syndromes, the polynomial of the places (Berlekamp-Massey), the places and what is wrong there. */
type Part = "measure" | "locate" | "mend";

export function openCorrection(rasters: Rasters): Correction {
  // Powers of 2 twice over. The logarithm of 0 leads behind their end, where there is nothing, which counts as 0.
  const powers = new Uint8Array(510);
  const logs = new Uint16Array(256);
  let value = 1;
  for (let i = 0; i < 255; i++) {
    powers[i] = value;
    logs[value] = i;
    value <<= 1;
    if (value > 255) value ^= 0x11d;
  }
  powers.set(new Uint8Array(powers.buffer, 0, 255), 255);
  logs[0] = 510;
  const times = new Uint8Array(256);
  let words = times;
  let most = 0;
  let count = 0;
  let syndromes = times;
  let part: Part = "measure";
  let at = 0;
  let isWrong = false;
  let isMended = false;
  let locator = times;
  let before = times;
  let errors = 0;
  let found = 0;
  let gap = 0;
  let last = 0;
  let above = times;

  function product(a: number, b: number): number {
    return (powers[(logs[a] as number) + (logs[b] as number)] as number) | 0;
  }

  /** Goes on with the syndromes; true behind the last. */
  function measure(): boolean {
    const end = Math.min(count, at + Math.ceil(WORDS_A_TURN / words.length));
    for (; at < end; at++) {
      // A table of products with this root: what is not in it, the logarithm of 0, gives 0.
      rasters.gather(logs, times, new Uint8Array(powers.buffer, at, 255));
      let sum = 0;
      for (const word of words) sum = (times[sum] as number) ^ word;
      syndromes[at] = sum;
      if (sum) isWrong = true;
    }
    return at >= count;
  }

  /** Takes one more syndrome into the polynomial of the places. */
  function locate(): void {
    let off = syndromes[at] as number;
    for (let i = 1; i <= errors; i++) {
      off ^= powers[(logs[locator[i] as number] as number) + (logs[syndromes[at - i] as number] as number)] as number;
    }
    gap++;
    if (!off) return;
    const factor = ((logs[off] as number) + 255 - last) % 255;
    const next = new Uint8Array(locator);
    const end = Math.min(count, at + 1);
    for (let i = gap; i <= end; i++) {
      next[i] = (next[i] as number) ^ (powers[(logs[before[i - gap] as number] as number) + factor] as number);
    }
    if (2 * errors <= at) {
      errors = at + 1 - errors;
      before = locator;
      last = logs[off] as number;
      gap = 0;
    }
    locator = next;
  }

  /** The polynomial above the line of Forney's formula. */
  function makeAbove(): void {
    above = new Uint8Array(errors);
    for (let i = 0; i < errors; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) {
        sum ^= powers[(logs[locator[j] as number] as number) + (logs[syndromes[i - j] as number] as number)] as number;
      }
      above[i] = sum;
    }
  }

  /** What is wrong at the place whose inverse locator is 2 to the power `inverse`. */
  function errorAt(inverse: number): number {
    let top = 0;
    for (let i = errors - 1; i >= 0; i--) top = (powers[(logs[top] as number) + inverse] as number) ^ (above[i] as number);
    let bottom = 0;
    for (let i = 1; i <= errors; i += 2) bottom ^= product(locator[i] as number, powers[inverse * (i - 1) % 255] as number);
    if (!bottom) return 0;
    return product(product(top, powers[255 - (logs[bottom] as number)] as number), powers[255 - inverse] as number);
  }

  /** Looks whether word `place` is wrong, and mends it. */
  function mend(place: number): void {
    const inverse = (256 - words.length + place) % 255;
    let sum = 0;
    for (let i = errors; i >= 0; i--) sum = (powers[(logs[sum] as number) + inverse] as number) ^ (locator[i] as number);
    if (sum) return;
    words[place] = (words[place] as number) ^ errorAt(inverse);
    found++;
  }

  function begin(next: Part): undefined {
    part = next;
    at = 0;
    return undefined;
  }

  function measureOn(): number | undefined {
    if (!measure()) return undefined;
    if (!isWrong) return errors;
    if (isMended) return -1;
    locator = new Uint8Array(count + 1);
    locator[0] = 1;
    before = locator;
    gap = 0;
    last = 0;
    return begin("locate");
  }

  function locateOn(): number | undefined {
    const end = Math.min(count, at + LOCATED_A_TURN);
    for (; at < end; at++) locate();
    if (at < count) return undefined;
    if (errors > most) return -1;
    makeAbove();
    found = 0;
    return begin("mend");
  }

  function mendOn(): number | undefined {
    const end = Math.min(words.length, at + Math.ceil(STEPS_A_TURN / (2 * errors + 2)));
    for (; at < end && found < errors; at++) mend(at);
    if (found === errors) {
      isMended = true;
      isWrong = false;
      return begin("measure");
    }
    return at < words.length ? undefined : -1;
  }

  return {
    begin(block: Uint8Array, corrections: number, mostWrong: number): void {
      words = block;
      count = corrections;
      most = mostWrong;
      syndromes = new Uint8Array(count);
      isWrong = false;
      isMended = false;
      errors = 0;
      begin("measure");
    },
    work(): number | undefined {
      return part === "measure" ? measureOn() : part === "locate" ? locateOn() : mendOn();
    },
  };
}
