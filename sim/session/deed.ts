import type { Key } from "../../hal/ports/keypad";
import type { Control } from "../gateway/control";
import type { PrinterState } from "../devices/printer-status";
import type { Held } from "./before-lens";

/** What hands can do to the printer: trouble that it reports, a pulled plug, and a head that takes its time. */
export type PaperTrouble = keyof PrinterState | "silent" | "slow";

/**
 * One thing that somebody does to the shop, as plain data: a hand at the terminal, a phone, a plug, or any command
 * of the gateway's control but the one that lets time pass.
 */
export type Deed =
  | { do: "key"; key: Key }
  | { do: "power"; on: boolean }
  /** The power fails in the midst of the n-th piece that flash programs or erases from now on; 0: it will not. */
  | { do: "cutAtWrite"; nth: number }
  | { do: "network"; plugged: boolean }
  /** The shop's router is there, or out of reach; on boards with a radio. */
  | { do: "router"; inRange: boolean }
  | { do: "printer"; trouble: PaperTrouble; there: boolean }
  | { do: "tear" }
  /** On boards that feel whether their case is open. */
  | { do: "case"; open: boolean }
  /** What the battery's converter senses, 0 to 1; on boards with a battery. */
  | { do: "battery"; share: number }
  /** The payer holds the phone to the scanner: with a fresh payment code, or the one that it shows. */
  | { do: "hold"; payer: string; shown?: boolean }
  | { do: "scan"; code: string }
  /** The payer's camera read this text on the display or on paper: the phone opens what it means. */
  | { do: "aim"; payer: string; text: string }
  /** The payer shows the member code (the name under the merchant's appid) and holds it to the scanner. */
  | { do: "member"; payer: string }
  /** How phones are held before the terminal's lens from now on, and in what light; on boards with a camera, as all these. */
  | { do: "pose"; pose: Held }
  /** The payer's phone stands before the lens, whatever it shows, until something else does; without a payer: nothing does. */
  | { do: "stand"; payer?: string }
  /** A frame of a webcam stands before the lens; see `packFrame`. */
  | { do: "frame"; dots: string }
  | { do: "control"; command: keyof Control; with: object };

/** A deed and when it was done, milliseconds from the beginning of the session. */
export type DatedDeed = Deed & { atMs: number };

/** Types of what each deed is made of, as a file may spoil them. */
const PARTS: Record<Deed["do"], Record<string, string>> = {
  key: { key: "string" },
  power: { on: "boolean" },
  cutAtWrite: { nth: "number" },
  network: { plugged: "boolean" },
  router: { inRange: "boolean" },
  printer: { trouble: "string", there: "boolean" },
  tear: {},
  case: { open: "boolean" },
  battery: { share: "number" },
  hold: { payer: "string" },
  scan: { code: "string" },
  aim: { payer: "string", text: "string" },
  member: { payer: "string" },
  pose: { pose: "object" },
  stand: {},
  frame: { dots: "string" },
  control: { command: "string", with: "object" },
};

/** Whether what stands in a file is a dated deed. */
export function isDatedDeed(value: unknown): value is DatedDeed {
  if (typeof value !== "object" || value === null) return false;
  const deed = value as Record<string, unknown>;
  const parts = Object.hasOwn(PARTS, String(deed["do"])) ? PARTS[deed["do"] as Deed["do"]] : undefined;
  if (parts === undefined || !Number.isFinite(deed["atMs"])) return false;
  return Object.entries(parts).every(([name, type]) => typeof deed[name] === type && deed[name] !== null);
}
