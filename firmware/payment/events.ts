import type { Key } from "../../hal/ports/keypad";
import type { PrinterFault } from "../../hal/ports/printer";
import type { Order } from "../domain/order";
import type { Phase } from "./attempt";
import type { JournalRecord, TimerName } from "./effects";
import type { Reply } from "./replies";

/** An order that the journal holds without an end. */
export interface Unsettled {
  order: Order;
  /** The merchant had the verdict NOT CHARGED; what is left only makes sure of it. */
  told: boolean;
  /** It had been given up: it is to be reversed, paid or not. */
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

/** Facts, in the past tense. Chance and time come in with them. */
export type TillEvent =
  | { type: "keyPressed"; key: Key }
  /** `outTradeNo` is a fresh number, used only when an attempt begins; `nowMs` is wall time. */
  | { type: "codeScanned"; code: string; outTradeNo: string; nowMs: number }
  | { type: "replied"; outTradeNo: string; reply: Reply }
  | { type: "timerFired"; outTradeNo: string; timer: TimerName }
  | { type: "journalFailed"; record: JournalRecord }
  /** The journal has no room for another order; those that are open it can still end. */
  | { type: "journalFilled" }
  | { type: "printed"; outTradeNo: string; fault: PrinterFault | null }
  | { type: "powerRestored"; unsettled: Unsettled[]; untold: Untold[] };
