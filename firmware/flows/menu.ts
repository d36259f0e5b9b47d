import type { Key } from "../../hal/ports/keypad";
import { idle } from "./sale";
import { goTo, quietly } from "./till";
import type { Step, Till } from "./till";

/** A key in the menu, which OK without an amount opens. */
export function keyInMenu(state: Till, key: Key): Step {
  switch (key) {
    case "1": return goTo(state, { kind: "refundFind" });
    case "2": return goTo(state, { kind: "openList" });
    case "3": return goTo(state, { kind: "totals" });
    case "cancel":
    case "clear": return goTo(state, idle());
    default: return quietly(state, {});
  }
}

/** A key at the list of what is open, or at the totals: OK prints. */
export function keyAtList(state: Till, key: Key): Step {
  if (key === "cancel" || key === "clear") return goTo(state, idle());
  if (key !== "ok") return quietly(state, {});
  return {
    state: state,
    effects: [state.sale.kind === "totals" ? { type: "printTotals", totals: state.totals }
      : { type: "printOpen", attempts: state.attempts, refunds: state.refunds }],
  };
}
