import type { PrinterFault } from "../../hal/ports/printer";
import type { Language } from "../domain/language";
import type { Attempt } from "../payment/attempt";
import type { Effect } from "../payment/effects";
import type { Policy } from "../payment/policy";

/** A sentence under the screen that asks for nothing; an id of the catalogue, with the amount it is about. */
export interface Notice {
  id: string;
  /** Minor units, or -1 when the sentence names no amount. */
  amountMinor: number;
}

/** What the operator is doing. */
export type Sale =
  | { kind: "entering"; typed: string }
  | { kind: "awaitingCode"; amountMinor: number }
  /** The attempt says how far it is. */
  | { kind: "paying"; outTradeNo: string }
  /** The verdict, until the next key. */
  | { kind: "finished"; attempt: Attempt };

/** All that the terminal knows: a value, made anew by every step. */
export interface Till {
  sale: Sale;
  /** Attempts whose books are open: the one being paid and those that are settled behind the scenes. */
  attempts: Attempt[];
  notice: Notice | null;
  /** The last attempt on paper, for the reprint key. */
  last: Attempt | null;
  /** Verdicts that neither paper nor a key confirmed, oldest first. */
  untold: Attempt[];
  /** Slips that the printer did not take, oldest first. */
  unprinted: Attempt[];
  /** What the printer said of the newest of them. */
  printer: PrinterFault | null;
  /** The journal takes no new order; those that are open it can still end. */
  journalFull: boolean;
  language: Language;
  currency: string;
  policy: Policy;
}

/** Next state and the effects to run, in order. */
export interface Step {
  state: Till;
  effects: Effect[];
}

/** A terminal that just started. */
export function newTill(currency: string, language: Language, policy: Policy): Till {
  return {
    sale: { kind: "entering", typed: "" }, attempts: [], notice: null, last: null, untold: [], unprinted: [],
    printer: null, journalFull: false,
    language: language, currency: currency, policy: policy,
  };
}

/** A changed copy. */
export function changeTill(state: Till, changes: Partial<Till>): Till {
  return Object.assign({}, state, changes) as Till;
}

/** Nothing is to be done. */
export function quietly(state: Till, changes: Partial<Till>): Step {
  return { state: changeTill(state, changes), effects: [] };
}

/** The one of this number, or undefined. */
export function ofNumber(attempts: Attempt[], outTradeNo: string): Attempt | undefined {
  for (const attempt of attempts) {
    if (attempt.order.outTradeNo === outTradeNo) return attempt;
  }
  return undefined;
}

/** All but the one of this number. */
export function withoutNumber(attempts: Attempt[], outTradeNo: string): Attempt[] {
  return attempts.filter(function (attempt) { return attempt.order.outTradeNo !== outTradeNo; });
}

/** The open attempt of this number, or undefined. */
export function findAttempt(state: Till, outTradeNo: string): Attempt | undefined {
  return ofNumber(state.attempts, outTradeNo);
}
