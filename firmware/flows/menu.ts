import { noTotals } from "../domain/totals";
import type { Totals } from "../domain/totals";
import type { PrintEffect } from "../payment/effects";
import { idle } from "./sale";
import { toldListed } from "./telling";
import { changeTill, goTo, quietly, say } from "./till";
import type { SaleKey, Step, Till } from "./till";

/** A key in the menu, which OK without an amount opens. */
export function keyInMenu(state: Till, key: SaleKey): Step {
  switch (key) {
    case "1": return goTo(state, { kind: "refundFind" });
    case "2": return goTo(state, { kind: "openList" });
    case "3": return goTo(state, { kind: "totals" });
    case "cancel":
    case "clear": return goTo(state, idle());
    default: return quietly(state, {});
  }
}

/** A key at the list of what is open: OK prints it, and the verdicts that stood there were read. */
export function keyAtList(state: Till, key: SaleKey): Step {
  if (key === "cancel" || key === "clear") return goTo(state, idle());
  if (key !== "ok") return quietly(state, {});
  const read = toldListed(state);
  read.effects.push({ type: "printOpen", attempts: state.attempts, refunds: state.refunds });
  return read;
}

/** A key at the totals: print, close the shift, or the last close once more. */
export function keyAtTotals(state: Till, key: SaleKey, nowMs: number): Step {
  switch (key) {
    case "ok": return { state: state, effects: [{ type: "printTotals", totals: state.totals, printedMs: nowMs }] };
    case "1": return goTo(state, { kind: "shiftClosing" });
    case "2": return { state: state, effects: [{ type: "printShift", duplicate: true }] };
    case "cancel":
    case "clear": return goTo(state, idle());
    default: return quietly(state, {});
  }
}

/** A key at the question whether the shift is to be closed: the journal has the totals before they begin anew. */
export function keyAtClosing(state: Till, key: SaleKey, nowMs: number): Step {
  if (key === "cancel" || key === "clear") return goTo(state, { kind: "totals" });
  if (key !== "ok") return quietly(state, {});
  const slip: PrintEffect = { type: "printShift", duplicate: false };
  return {
    state: changeTill(state, { sale: idle(), notice: say("shiftClosed"), totals: noTotals(), last: slip }),
    effects: [{ type: "journal", record: { kind: "shiftClosed", closedMs: nowMs, totals: state.totals } }, slip],
  };
}

/** The journal did not take the close: the count goes on. */
export function shiftNotClosed(state: Till, totals: Totals): Step {
  return quietly(state, { totals: totals, last: null, notice: say("shiftNotClosed") });
}
