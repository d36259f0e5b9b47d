import type { Key } from "../../hal/ports/keypad";
import type { PrinterFault } from "../../hal/ports/printer";
import type { Order } from "../domain/order";
import type { JournalRecord, TimerName } from "./effects";
import type { Reply } from "./replies";

/** An order that the journal holds without an end. */
export interface Unsettled {
  order: Order;
  /** It had been given up: it is to be reversed, paid or not. */
  reversing: boolean;
  reason: string;
}

/** Facts, in the past tense. Chance and time come in with them. */
export type TillEvent =
  | { type: "keyPressed"; key: Key }
  /** `outTradeNo` is a fresh number, used only when an attempt begins; `nowMs` is wall time. */
  | { type: "codeScanned"; code: string; outTradeNo: string; nowMs: number }
  | { type: "replied"; outTradeNo: string; reply: Reply }
  | { type: "timerFired"; outTradeNo: string; timer: TimerName }
  | { type: "journalFailed"; record: JournalRecord }
  | { type: "printed"; fault: PrinterFault | null }
  | { type: "powerRestored"; unsettled: Unsettled[] };
