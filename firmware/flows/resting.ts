import type { Till } from "./till";

/** Whether nobody is in the middle of a sale, and nothing of one is open. */
export function isBetweenSales(state: Till): boolean {
  return state.sale.kind === "entering" && state.sale.typed === "" && state.attempts.length === 0;
}

/**
 * Whether nobody would miss the terminal for a while: nothing is typed, nothing is open, every verdict was told
 * and every slip came out.
 */
export function isResting(state: Till): boolean {
  return isBetweenSales(state) && state.refunds.length === 0 && state.untold.length === 0 && state.unprinted.length === 0;
}
