import type { Key } from "../../hal/ports/keypad";
import type { Deed } from "../session/deed";
import type { PayerOptions } from "../wallet/payer";

/** A text for the visitor, in the languages of the page. */
export interface Caption {
  en: string;
  zh: string;
}

/** What somebody in the shop waits to see. Texts of the display go by their ids in the catalogue. */
export type Sight =
  | { screen: string }
  /** The big word below the money on the display. */
  | { verdict: string }
  /** One more slip with this big word has come out. */
  | { slip: string }
  /** The phone asks its owner for the password. */
  | { asked: string }
  /** The phone has this message. */
  | { message: "payment" | "refund"; to: string }
  /** A camera can read a code on the display. */
  | "code"
  /** The terminal has no power. */
  | "off";

/** One thing in a story, done when the one before it is over. Payers go by their names in the story. */
export type Step =
  /** Told from here on; the story goes on when it was read. */
  | { say: Caption }
  | { keys: readonly Key[] }
  | { do: Deed }
  /**
   * Waits for it; `hurry`: nothing happens until then that the visitor wants to see; `orElse`: the key that somebody
   * presses when it does not come.
   */
  | { see: Sight; withinMs?: number; hurry?: boolean; orElse?: Key }
  | { waitMs: number; hurry?: boolean }
  /** The payer's phone reads the code on the display. */
  | { aim: string }
  /** The code on the newest slip is held to the scanner. */
  | { scanSlip: true };

/** Makes of plain data a step for the boards that a story can be played on. */
export interface Story {
  name: string;
  title: Caption;
  about: Caption;
  /** Without them: every board. */
  boards?: readonly string[];
  /** The part of the page that it is about, by its id; without it: the counter. */
  panel?: string;
  people: Readonly<Record<string, PayerOptions>>;
  steps: readonly Step[];
  /** What it comes to: words and sums of the slips, and what the merchant keeps (see `Sense`). */
  ends: { slips: readonly string[]; kept: readonly string[] };
}

/** The words of a step for a caption. */
export function say(en: string, zh: string): Step {
  return { say: { en, zh } };
}

/** Types an amount as "12.50" and confirms it. */
export function type(amount: string): Step {
  return { keys: [...amount.split("") as Key[], "ok"] };
}

/** The payer holds a fresh payment code to the scanner. */
export function hold(payer: string): Step {
  return { do: { do: "hold", payer } };
}

/** The payer types the right password. */
export function typesPassword(payer: string): Step {
  return { do: { do: "control", command: "typePassword", with: { payer } } };
}

/** Switches the terminal on and waits until it asks for an amount. */
export const START: readonly Step[] = [
  { do: { do: "power", on: true } },
  { see: { screen: "enterAmount" } },
];

/** Types an amount; the payer holds a fresh payment code to the scanner as soon as the terminal asks for it. */
export function offer(amount: string, payer: string): Step[] {
  return [type(amount), { see: { screen: "scanCode" } }, hold(payer)];
}

/** A sale without a password, to its slip; the slip is torn off. */
export function sale(amount: string, payer: string): Step[] {
  return [...offer(amount, payer), { see: { slip: "charged" } }, { do: { do: "tear" } }];
}
