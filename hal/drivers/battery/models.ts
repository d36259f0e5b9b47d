/** What the voltage of a cell at rest says. */
export interface CellModel {
  /** Millivolts and percent, pair after pair, empty first; between two pairs it is a line. */
  curve: number[][];
  /** Low at or below, and no more low at or above, percent. */
  lowPercent: number;
  fullerPercent: number;
}

/** One lithium-ion or lithium-polymer cell: flat in the middle, so that percents there are rough. */
export const LITHIUM_CELL: CellModel = {
  curve: [[3300, 0], [3550, 10], [3680, 20], [3740, 40], [3840, 60], [3980, 80], [4180, 100]],
  lowPercent: 20,
  fullerPercent: 35,
};
