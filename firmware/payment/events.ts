import type { Key } from "../../hal/ports/keypad";
import type { PrinterFault } from "../../hal/ports/printer";
import type { Order } from "../domain/order";
import type { Refund } from "../domain/refund";
import type { Totals } from "../domain/totals";
import type { JournalRecord, TimerName } from "./effects";
import type { Reply } from "./replies";

/** An order that the journal holds without an end. */
export interface Unsettled {
  order: Order;
  /** It had been given up: it is to be reversed or closed. */
  reversing: boolean;
  reason: string;
}

/** What the journal held when the terminal started. */
export interface Restored {
  unsettled: Unsettled[];
  /** Opened and without an end. */
  refunds: Refund[];
  totals: Totals;
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
  | { type: "printed"; fault: PrinterFault | null }
  | { type: "powerRestored"; restored: Restored };
