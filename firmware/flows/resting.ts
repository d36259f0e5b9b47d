import type { Till } from "./till";

/**
 * Whether nobody would miss the terminal for a while: nothing is typed, nothing is open, every verdict was told
 * and every slip came out.
 */
export function isResting(state: Till): boolean {
  return state.sale.kind === "entering" && state.sale.typed === "" && state.attempts.length === 0
    && state.refunds.length === 0 && state.untold.length === 0 && state.unprinted.length === 0;
}
