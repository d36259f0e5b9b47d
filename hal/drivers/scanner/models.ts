/** What differs between serial scanners that type their codes. */
export interface ScannerModel {
  /** Bits per second. */
  baud: number;
  /** A code read again within this time of its last reading is the same showing. */
  repeatMs: number;
}

/** A 2D engine as delivered: GM65, GM861S and their like ("Serial communication" in their manuals). */
export const PLAIN_SCANNER: ScannerModel = { baud: 9600, repeatMs: 2000 };
