import type { PrinterFault } from "../../hal/ports/printer";
import type { Effect, PrintEffect } from "../payment/effects";
import { slipNumber } from "../payment/effects";
import { changeTill, findAttempt, ofNumber, quietly, say, withoutNumber } from "./till";
import type { Step, Till } from "./till";

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

/** The slip of this number that is not on paper: one that failed before, a new verdict's, or the last one. */
function slipOf(state: Till, number: string): PrintEffect | undefined {
  for (const slip of state.unprinted) {
    if (slipNumber(slip) === number) return slip;
  }
  const attempt = ofNumber(state.untold, number);
  if (attempt !== undefined) return { type: "print", attempt: attempt, duplicate: false };
  return state.last !== null && slipNumber(state.last) === number ? state.last : undefined;
}

/** What the printer said of one slip. A slip that failed stays due until it came out; lists and codes do not. */
export function slipPrinted(state: Till, number: string, fault: PrinterFault | null): Step {
  if (number === "") return quietly(state, { printer: fault });
  const others = state.unprinted.filter(function (slip) { return slipNumber(slip) !== number; });
  if (fault === null) {
    return told(changeTill(state, { unprinted: others, printer: others.length > 0 ? state.printer : null }), number);
  }
  const failed = slipOf(state, number);
  const due = failed === undefined ? others : others.concat([failed]);
  return quietly(state, { unprinted: due.slice(-UNPRINTED_MAX), printer: fault });
}

function again(slip: PrintEffect): Effect {
  return Object.assign({}, slip, { duplicate: true }) as Effect;
}

/** The reprint key: the code on the screen, the slips that are due, else the last one, marked as a duplicate. */
export function reprint(state: Till): Step {
  const sale = state.sale;
  const shown = sale.kind === "paying" ? findAttempt(state, sale.outTradeNo) : undefined;
  if (shown !== undefined && shown.credential !== "") {
    return { state: state, effects: [{ type: "printCode", attempt: shown }] };
  }
  const due = state.unprinted.length > 0 ? state.unprinted : state.last === null ? [] : [state.last];
  if (due.length === 0) return quietly(state, { notice: say("nothingToReprint") });
  return { state: state, effects: due.map(again) };
}
