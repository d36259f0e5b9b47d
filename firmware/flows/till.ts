import type { Key } from "../../hal/ports/keypad";
import type { PrinterFault } from "../../hal/ports/printer";
import type { Language } from "../domain/language";
import type { Order } from "../domain/order";
import type { TextId } from "../domain/text-id";
import { noTotals } from "../domain/totals";
import type { Totals } from "../domain/totals";
import type { Attempt } from "../payment/attempt";
import type { Effect, PrintEffect } from "../payment/effects";
import type { JournalHealth, Trouble } from "../payment/events";
import type { Policy } from "../payment/policy";
import type { RefundJob } from "../payment/refund-job";

/** Keys that mean something to what is under way; the others mean the same everywhere. */
export type SaleKey = Exclude<Key, "reprint" | "language">;

/** A sentence under the screen that asks for nothing; an id of the catalogue, with the amount it is about. */
export interface Notice {
  id: TextId;
  /** Minor units, or -1 when the sentence names no amount. */
  amountMinor: number;
}

/**
 * What the operator is doing. A sale is an amount and its attempts, one after another: `earlier` is the number
 * of the attempt before this one, or "". It must be settled before the next one begins.
 */
export type Sale =
  | { kind: "entering"; typed: string }
  /** The same amount was taken a moment ago: is it another sale? */
  | { kind: "sameAgain"; amountMinor: number }
  | { kind: "awaitingCode"; amountMinor: number; earlier: string }
  /** A JSAPI order is for one payer, whose name (openid) is scanned. */
  | { kind: "awaitingPayer"; amountMinor: number; earlier: string }
  /** The attempt says how far it is. */
  | { kind: "paying"; outTradeNo: string }
  /** The verdict, until the next key. */
  | { kind: "finished"; attempt: Attempt }
  | { kind: "menu" }
  | { kind: "openList" }
  | { kind: "totals" }
  /** Shall the shift be closed? */
  | { kind: "shiftClosing" }
  /** The number of the order to refund is scanned. */
  | { kind: "refundFind" }
  | { kind: "refundLooking"; outTradeNo: string; host: number }
  /** `sold`: what the slip said, where nothing of it was given back yet. `isAsked`: whether it is another refund of this sum. */
  | { kind: "refundAmount"; outTradeNo: string; totalMinor: number; typed: string; sold: Attempt | null; isAsked: boolean }
  | { kind: "refunding"; outRefundNo: string }
  /** What is known of the refund, until the next key. */
  | { kind: "refundFinished"; job: RefundJob };

/** An attempt of the last minute, for the duplicate guard. */
export interface Recent {
  outTradeNo: string;
  /** -1 once it is known that nobody was charged: such an amount may come again. */
  amountMinor: number;
  /** Digest of the payment code, or -1 where only `codeHint` is known. */
  mark: number;
  codeHint: string;
}

/** All that the terminal knows: a value, made anew by every step. */
export interface Till {
  sale: Sale;
  /** Attempts whose books are open: the one being paid and those that are settled behind the scenes. */
  attempts: Attempt[];
  /** Refunds without an end. */
  refunds: RefundJob[];
  recent: Recent[];
  totals: Totals;
  notice: Notice | null;
  /** What came on paper last of its own accord, for the reprint key. */
  last: PrintEffect | null;
  /** The last order that was charged, for a refund without a slip. */
  lastCharged: Order | null;
  /** Slips with a verdict that neither paper nor a key confirmed, oldest first. */
  untold: PrintEffect[];
  /** Slips that the printer did not take, oldest first. */
  unprinted: PrintEffect[];
  /** What the printer said of the newest of them. */
  printer: PrinterFault | null;
  journal: JournalHealth;
  /** What is wrong with the terminal itself. */
  troubles: Trouble[];
  /** Records of the journal that flash has changed. */
  damaged: number;
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
    sale: { kind: "entering", typed: "" }, attempts: [], refunds: [], recent: [], totals: noTotals(), notice: null,
    last: null, lastCharged: null, untold: [], unprinted: [], printer: null, journal: "good", troubles: [], damaged: 0,
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

/** Another screen, without a notice. */
export function goTo(state: Till, sale: Sale): Step {
  return quietly(state, { sale: sale, notice: null });
}

/** A sentence that names no amount. */
export function say(id: TextId): Notice {
  return { id: id, amountMinor: -1 };
}

/** The open attempt of this number, or undefined. */
export function findAttempt(state: Till, outTradeNo: string): Attempt | undefined {
  for (const attempt of state.attempts) {
    if (attempt.order.outTradeNo === outTradeNo) return attempt;
  }
  return undefined;
}

/** Whether the operator waits for this order or refund. */
export function isAwaited(state: Till, number: string): boolean {
  const sale = state.sale;
  if (sale.kind === "paying" || sale.kind === "refundLooking") return sale.outTradeNo === number;
  return sale.kind === "refunding" && sale.outRefundNo === number;
}

/** Whether the operator pressed CANCEL on this order, and nothing came of it yet. */
export function isCancelled(state: Till, outTradeNo: string): boolean {
  const attempt = findAttempt(state, outTradeNo);
  return attempt !== undefined && attempt.cancelWished;
}

/** The open refund of this number, or undefined. */
export function findRefund(state: Till, outRefundNo: string): RefundJob | undefined {
  for (const job of state.refunds) {
    if (job.refund.outRefundNo === outRefundNo) return job;
  }
  return undefined;
}
