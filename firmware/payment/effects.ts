import type { Language } from "../domain/language";
import type { Order } from "../domain/order";
import type { Refund, RefundEnd } from "../domain/refund";
import type { Shift, Totals } from "../domain/totals";
import type { Attempt, Phase } from "./attempt";
import type { RefundJob, RefundPhase } from "./refund-job";
import type { Sound } from "../../hal/ports/speaker";

/**
 * The timers of an attempt or a refund, one of each. `guard` belongs to the duplicate guard and outlives the
 * attempt; `stopTimers` leaves it alone.
 */
export type TimerName = "earliest" | "giveUp" | "poll" | "again" | "guard";

/** What the journal keeps; the codec of `journal/` says how. */
export type JournalRecord =
  /** Written before the request leaves. */
  | { kind: "opened"; order: Order }
  /** Given up: from here on a Quick Pay payment found is money to give back. */
  | { kind: "reversing"; outTradeNo: string; reason: string }
  /** `refunding`: charged, not to be reversed any more, and a refund of all of it was opened before. */
  | { kind: "charged" | "refunding"; outTradeNo: string; transactionId: string }
  | { kind: "notCharged" | "reversed" | "attention"; outTradeNo: string; reason: string }
  /** The merchant has the verdict on the order or refund of this number: on paper, or read on the display. */
  | { kind: "told"; outTradeNo: string }
  /** Written before the request leaves: a repeat has this number or none. */
  | { kind: "refundOpened"; refund: Refund }
  | { kind: "refundEnded"; outRefundNo: string; end: RefundEnd; reason: string }
  /** The totals are on record and begin anew. */
  | { kind: "shiftClosed"; closedMs: number; totals: Totals };

/** Something for the paper. `duplicate`: it was printed before. */
export type PrintEffect =
  | { type: "print"; attempt: Attempt; duplicate: boolean }
  | { type: "printRefund"; job: RefundJob; duplicate: boolean }
  /** The code that the customer scans. */
  | { type: "printCode"; attempt: Attempt }
  /** Everything that has no end yet. */
  | { type: "printOpen"; attempts: Attempt[]; refunds: RefundJob[] }
  | { type: "printTotals"; totals: Totals; printedMs: number }
  /** The last close of a shift; the journal knows it, so the runner puts it in. */
  | { type: "printShift"; shift?: Shift; duplicate: boolean };

/** The number of the order or the refund that a slip is about; "" for lists and codes. */
export function slipNumber(slip: PrintEffect): string {
  if (slip.type === "print") return slip.attempt.order.outTradeNo;
  return slip.type === "printRefund" ? slip.job.refund.outRefundNo : "";
}

/** The phase of what a slip is about; "" for lists and codes. */
export type SlipPhase = Phase | RefundPhase | "";

/** What the slip says of it. */
export function slipPhase(slip: PrintEffect): SlipPhase {
  if (slip.type === "print") return slip.attempt.phase;
  return slip.type === "printRefund" ? slip.job.phase : "";
}

/**
 * Orders to the runner, carried out in their sequence. When an order or a refund cannot be journaled as opened, or
 * a shift as closed, the list ends there. Any other journal failure is reported and the list goes on.
 */
export type Effect =
  | { type: "journal"; record: JournalRecord }
  | { type: "pay"; order: Order; authCode: string; host: number }
  /** Orders something that is paid on the customer's phone; `payer` for JSAPI only. */
  | { type: "order"; order: Order; payer: string; host: number }
  | { type: "query"; order: Order; host: number }
  | { type: "reverse"; order: Order; host: number }
  | { type: "close"; order: Order; host: number }
  | { type: "refund"; refund: Refund; host: number }
  | { type: "refundQuery"; refund: Refund; host: number }
  /** `outTradeNo`: the number of the order or of the refund whose timer it is. */
  | { type: "startTimer"; outTradeNo: string; timer: TimerName; delayMs: number }
  | { type: "stopTimers"; outTradeNo: string }
  | PrintEffect
  /** Kept over restarts. */
  | { type: "saveLanguage"; language: Language }
  /** A sound, or the word and the amount where there is a voice; below 0: no amount. */
  | { type: "play"; sound: Sound; amountMinor: number };
