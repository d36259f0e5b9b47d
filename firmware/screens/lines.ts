import type { Bytes } from "../../hal/ports/bytes";
import type { DisplayLine } from "../../hal/ports/display";
import type { Language } from "../domain/language";
import type { TextId } from "../domain/text-id";
import type { Verdict } from "../payment/verdict";
import { textOf } from "../text/texts";
import { wrap } from "../text/wrap";

/** A screen that is being written: rows so far, in which language, and the width. */
export interface Sheet {
  lines: DisplayLine[];
  language: Language;
  columns: number;
}

/** Text in as many small rows as it needs. */
export function small(sheet: Sheet, text: Bytes): void {
  for (const row of wrap(text, sheet.columns)) sheet.lines.push({ text: row, big: false, align: "left" });
}

/** A sentence of the catalogue. */
export function sentence(sheet: Sheet, id: TextId | ""): void {
  if (id !== "") small(sheet, textOf(sheet.language, id));
}

/** One big row. */
export function big(sheet: Sheet, text: Bytes): void {
  sheet.lines.push({ text: text, big: true, align: "center" });
}

/** A sum, what is said of it, what to do, and why. */
export function verdictLines(sheet: Sheet, money: Bytes, verdict: Verdict, reason: Bytes): void {
  big(sheet, money);
  big(sheet, textOf(sheet.language, verdict.word));
  sentence(sheet, verdict.sentence);
  small(sheet, reason);
}

/** A question, what is known of the answer, and the keys. */
export function prompt(sheet: Sheet, id: TextId | "", money: Bytes, keys: TextId): void {
  sentence(sheet, id);
  big(sheet, money);
  sentence(sheet, keys);
}
