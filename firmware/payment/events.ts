import type { Key } from "../../hal/ports/keypad";
import type { PrinterFault } from "../../hal/ports/printer";
import type { Order } from "../domain/order";
import type { Refund, RefundEnd } from "../domain/refund";
import type { Totals } from "../domain/totals";
import type { Phase } from "./attempt";
import type { JournalRecord, SlipPhase, TimerName } from "./effects";
import type { Reply } from "./replies";

/** An order that the journal holds without an end. */
export interface Unsettled {
  order: Order;
  /** The merchant had the verdict NOT CHARGED; what is left only makes sure of it. */
  told: boolean;
  /** It had been given up: it is to be reversed or closed. */
  reversing: boolean;
  reason: string;
}

/** A verdict that the journal holds and nobody may have read: the power failed too soon. */
export interface Untold {
  order: Order;
  phase: Phase;
  reason: string;
  transactionId: string;
}

/** The same of a refund. */
export interface UntoldRefund {
  refund: Refund;
  end: RefundEnd;
  reason: string;
}

/** The newest sale that was charged. */
export interface LastSale {
  order: Order;
  transactionId: string;
}

/** What the guard has to know of an order of late that has its end. */
export interface RecentOrder {
  /** Tells it from the others; it need not be the order's own. */
  outTradeNo: string;
  /** -1 where nobody was charged. */
  amountMinor: number;
  codeHint: string;
  /** 0 where it is not known. */
  startedMs: number;
}

/** Whether the journal can take one more order; those that are open it can end unless it is broken. */
export type JournalHealth = "good" | "full" | "broken";

/** What is wrong with the terminal itself: a part that does not answer, its cell, its WiFi. Each is a sentence of the catalogue. */
export type Trouble =
  | "silent_scanner" | "silent_keypad" | "battery_low"
  | "network_joining" | "network_notFound" | "network_refused" | "network_noAddress" | "network_notSet";

/** What the journal held when the terminal started. */
export interface Restored {
  unsettled: Unsettled[];
  /** Opened and without an end. */
  refunds: Refund[];
  totals: Totals;
  untold: Untold[];
  untoldRefunds: UntoldRefund[];
  /** The last order that was charged, where the journal still has it. */
  last?: LastSale;
  /** Orders among the newest records that are named nowhere else: of the last minutes, or older where little was sold. */
  recent: RecentOrder[];
  /** Records of those that were read which flash has changed. */
  damaged: number;
}

/** Facts, in the past tense. Chance and time come in with them. */
export type TillEvent =
  /** `outTradeNo` is a fresh number where the key may begin something (`wantsNumber`), else "". */
  | { type: "keyPressed"; key: Key; outTradeNo: string; nowMs: number }
  /**
   * `outTradeNo` is a fresh number, used only when an attempt begins; `nowMs` is wall time; `mark` is a short
   * digest of the code, so that nobody needs to keep the code itself.
   */
  | { type: "codeScanned"; code: string; mark: number; outTradeNo: string; nowMs: number }
  /** An answer about the order or the refund of this number. */
  | { type: "replied"; outTradeNo: string; reply: Reply }
  | { type: "timerFired"; outTradeNo: string; timer: TimerName }
  | { type: "journalFailed"; record: JournalRecord }
  | { type: "journalChecked"; health: JournalHealth }
  /** All the parts that do not answer now. */
  | { type: "partsChecked"; troubles: Trouble[] }
  /** No shift was closed yet. */
  | { type: "shiftMissed" }
  /** What the printer said of the slip with the order or refund of this number in this phase; "" for other documents. */
  | { type: "printed"; outTradeNo: string; phase: SlipPhase; fault: PrinterFault | null }
  | { type: "powerRestored"; restored: Restored };
