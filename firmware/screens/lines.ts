import type { Bytes } from "../../hal/ports/bytes";
import type { DisplayLine } from "../../hal/ports/display";
import type { Verdict } from "../payment/verdict";
import type { Texts } from "../text/texts";
import { wrap } from "../text/wrap";

/** A screen that is being written: rows so far, the words, and the width. */
export interface Sheet {
  lines: DisplayLine[];
  texts: Texts;
  columns: number;
}

/** Text in as many small rows as it needs. */
export function small(sheet: Sheet, text: Bytes): void {
  for (const row of wrap(text, sheet.columns)) sheet.lines.push({ text: row, big: false, align: "left" });
}

/** A sentence of the catalogue. */
export function sentence(sheet: Sheet, id: string): void {
  if (id !== "") small(sheet, sheet.texts[id] as Bytes);
}

/** One big row. */
export function big(sheet: Sheet, text: Bytes): void {
  sheet.lines.push({ text: text, big: true, align: "center" });
}

/** A sum, what is said of it, what to do, and why. */
export function verdictLines(sheet: Sheet, money: Bytes, verdict: Verdict, reason: Bytes): void {
  big(sheet, money);
  big(sheet, sheet.texts[verdict.word] as Bytes);
  sentence(sheet, verdict.sentence);
  small(sheet, reason);
}

/** A question, what is known of the answer, and the keys. */
export function prompt(sheet: Sheet, id: string, money: Bytes, keys: string): void {
  sentence(sheet, id);
  big(sheet, money);
  sentence(sheet, keys);
}
