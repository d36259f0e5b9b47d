import type { PrinterFault } from "../../hal/ports/printer";
import type { Effect, PrintEffect, SlipPhase } from "../payment/effects";
import { slipNumber, slipPhase } from "../payment/effects";
import { isRefundEnded } from "../payment/refund-job";
import { changeTill, findAttempt, quietly, say } from "./till";
import type { Step, Till } from "./till";

/** Slips kept for the printer's return, beside those with a verdict that nobody had; older ones can be scanned again. */
const UNPRINTED_MAX = 8;
/** Verdicts that the list of what is open shows at once. */
export const LISTED_MAX = 9;

/** All slips but those of this number. */
export function withoutSlip(slips: PrintEffect[], number: string): PrintEffect[] {
  return slips.filter(function (slip) { return slipNumber(slip) !== number; });
}

function ofNumber(slips: PrintEffect[], number: string): PrintEffect | undefined {
  for (const slip of slips) {
    if (slipNumber(slip) === number) return slip;
  }
  return undefined;
}

/**
 * Notes in a state that is being made what its step prints: for the reprint key, and, of verdicts, the newest of a number
 * as untold until paper or a key confirms it.
 */
export function noteSlips(next: Till, effects: Effect[]): void {
  for (const effect of effects) {
    if ((effect.type !== "print" && effect.type !== "printRefund") || effect.duplicate) continue;
    next.last = effect;
    if (effect.type === "printRefund" && !isRefundEnded(effect.job)) continue;
    next.untold = withoutSlip(next.untold, slipNumber(effect)).concat([effect]);
  }
}

/** NOT CHARGED is one verdict, whether the gateway was asked to make sure of it or has confirmed it. */
function saidBy(phase: SlipPhase): SlipPhase {
  return phase === "reversing" || phase === "reversed" ? "notCharged" : phase;
}

/**
 * The merchant has this verdict of this number. When it is the newest one, that is noted, so that a restart does not
 * tell it again; an older one says nothing of what came after it.
 */
export function told(state: Till, number: string, phase: SlipPhase): Step {
  const newest = ofNumber(state.untold, number);
  if (newest === undefined || saidBy(slipPhase(newest)) !== saidBy(phase)) return quietly(state, {});
  return {
    state: changeTill(state, { untold: withoutSlip(state.untold, number) }),
    effects: [{ type: "journal", record: { kind: "told", outTradeNo: number } }],
  };
}

/** The same of all that the list of what is open shows. */
export function toldListed(state: Till): Step {
  const next = quietly(state, {});
  for (const slip of state.untold.slice(0, LISTED_MAX)) {
    const read = told(next.state, slipNumber(slip), slipPhase(slip));
    next.state = read.state;
    next.effects = next.effects.concat(read.effects);
  }
  return next;
}

/** What the printer said of one slip. A slip that failed stays due until it came out; lists and codes do not. */
export function slipPrinted(state: Till, number: string, phase: SlipPhase, fault: PrinterFault | null): Step {
  if (number === "") return quietly(state, { printer: fault });
  const others = withoutSlip(state.unprinted, number);
  if (fault === null) {
    return told(changeTill(state, { unprinted: others, printer: others.length > 0 ? state.printer : null }), number, phase);
  }
  const isLast = state.last !== null && slipNumber(state.last) === number;
  const failed = ofNumber(state.untold, number) || (isLast ? state.last : null) || ofNumber(state.unprinted, number);
  const due = !failed ? others : others.concat([failed]);
  return quietly(state, { unprinted: due.slice(-UNPRINTED_MAX), printer: fault });
}

function again(slip: PrintEffect): Effect {
  return Object.assign({}, slip, { duplicate: true }) as Effect;
}

/** Slips that are not on paper, the newest of each number. */
function dueSlips(state: Till): PrintEffect[] {
  const others = state.unprinted.filter(function (slip) {
    return ofNumber(state.untold, slipNumber(slip)) === undefined;
  });
  return state.untold.concat(others);
}

/**
 * The reprint key: the code on the screen, the sale whose slip was scanned, the slips that are due, else the last
 * one, marked as a duplicate.
 */
export function reprint(state: Till): Step {
  const sale = state.sale;
  const shown = sale.kind === "paying" ? findAttempt(state, sale.outTradeNo) : undefined;
  if (shown !== undefined && shown.credential !== "") {
    return { state: state, effects: [{ type: "printCode", attempt: shown }] };
  }
  const found = sale.kind === "refundAmount" && sale.sold !== null ? sale.sold : null;
  if (found !== null) return { state: state, effects: [{ type: "print", attempt: found, duplicate: true }] };
  const due = dueSlips(state);
  if (due.length === 0 && state.last !== null) due.push(state.last);
  if (due.length === 0) return quietly(state, { notice: say("nothingToReprint") });
  return { state: state, effects: due.map(again) };
}
