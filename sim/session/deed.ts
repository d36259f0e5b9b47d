import type { Key } from "../../hal/ports/keypad";
import type { Control } from "../gateway/control";
import type { PrinterState } from "../devices/printer-status";

/** What hands can do to the paper slot. */
export type PaperTrouble = keyof PrinterState;

/**
 * One thing that somebody does to the shop, as plain data: a hand at the terminal, a phone, a plug, or any command
 * of the gateway's control.
 */
export type Deed =
  | { do: "key"; key: Key }
  | { do: "power"; on: boolean }
  | { do: "network"; plugged: boolean }
  | { do: "printer"; trouble: PaperTrouble; there: boolean }
  | { do: "tear" }
  /** The payer shows a fresh payment code and holds it to the scanner. */
  | { do: "hold"; payer: string }
  | { do: "scan"; code: string }
  /** The payer's camera read this text on the display or on paper: the phone opens what it means. */
  | { do: "aim"; payer: string; text: string }
  /** The payer shows the member code (the name under the merchant's appid) and holds it to the scanner. */
  | { do: "member"; payer: string }
  | { do: "control"; command: keyof Control; with: object };

/** A deed and when it was done, milliseconds from the beginning of the session. */
export type DatedDeed = Deed & { atMs: number };
