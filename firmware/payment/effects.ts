import type { Order } from "../domain/order";
import type { Attempt } from "./attempt";
import type { Sound } from "../../hal/ports/speaker";

/** The timers an attempt may have, one of each. */
export type TimerName = "earliest" | "giveUp" | "poll" | "again";

/** What the journal keeps; the codec of `journal/` says how. */
export type JournalRecord =
  /** Written before the request leaves. */
  | { kind: "opened"; order: Order }
  /** Given up: from here on a payment found is money to give back. */
  | { kind: "reversing"; outTradeNo: string; reason: string }
  | { kind: "charged"; outTradeNo: string; transactionId: string }
  | { kind: "notCharged" | "reversed" | "attention"; outTradeNo: string; reason: string }
  /** The merchant has the verdict: on paper, or read on the display. */
  | { kind: "told"; outTradeNo: string };

/**
 * Orders to the runner, carried out in their sequence. When an order cannot be journaled as opened the
 * list ends there: nothing is sent. Any other journal failure is reported and the list goes on.
 */
export type Effect =
  | { type: "journal"; record: JournalRecord }
  | { type: "pay"; order: Order; authCode: string; host: number }
  | { type: "query"; order: Order; host: number }
  | { type: "reverse"; order: Order; host: number }
  | { type: "startTimer"; outTradeNo: string; timer: TimerName; delayMs: number }
  | { type: "stopTimers"; outTradeNo: string }
  | { type: "print"; attempt: Attempt; duplicate: boolean }
  | { type: "play"; sound: Sound };
