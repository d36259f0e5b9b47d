import type { PrinterFault } from "../../hal/ports/printer";
import type { Attempt } from "../payment/attempt";
import type { Effect } from "../payment/effects";
import { changeTill, ofNumber, quietly, withoutNumber } from "./till";
import type { Notice, Step, Till } from "./till";

/** Slips kept for the printer's return; older ones are in the journal and on the merchant platform. */
const UNPRINTED_MAX = 8;

/** The merchant has this verdict: noted, so that a restart does not tell it again. */
export function told(state: Till, outTradeNo: string): Step {
  if (ofNumber(state.untold, outTradeNo) === undefined) return quietly(state, {});
  return {
    state: changeTill(state, { untold: withoutNumber(state.untold, outTradeNo) }),
    effects: [{ type: "journal", record: { kind: "told", outTradeNo: outTradeNo } }],
  };
}

/** What the printer said of one attempt's slip. A slip that failed stays due until it came out. */
export function slipPrinted(state: Till, outTradeNo: string, fault: PrinterFault | null): Step {
  const others = withoutNumber(state.unprinted, outTradeNo);
  if (fault === null) {
    const next = changeTill(state, { unprinted: others, printer: others.length > 0 ? state.printer : null });
    return told(next, outTradeNo);
  }
  const last = state.last;
  const failed = ofNumber(state.unprinted, outTradeNo) || ofNumber(state.untold, outTradeNo)
    || (last !== null && last.order.outTradeNo === outTradeNo ? last : undefined);
  const due = failed === undefined ? others : others.concat([failed]);
  return quietly(state, { unprinted: due.slice(-UNPRINTED_MAX), printer: fault });
}

/** The reprint key: the slips that are due, else the last one, marked as a duplicate. */
export function reprint(state: Till): Step {
  const due = state.unprinted.length > 0 ? state.unprinted : state.last === null ? [] : [state.last];
  const nothing: Notice = { id: "nothingToReprint", amountMinor: -1 };
  if (due.length === 0) return quietly(state, { notice: nothing });
  return {
    state: state,
    effects: due.map(function (attempt: Attempt): Effect { return { type: "print", attempt: attempt, duplicate: true }; }),
  };
}
