import type { Bytes } from "../../hal/ports/bytes";
import type { Display } from "../../hal/ports/display";
import type { DisplayLine } from "../../hal/ports/display";
import type { Language } from "../domain/language";
import { fill, textOf } from "../text/texts";
import { wrap } from "../text/wrap";

/** The screen of a terminal that takes no money: why, in every language, and what to do. */
export function refuseSales(display: Display, id: "setUp" | "noJournal" | "tampered", key: Bytes): void {
  const lines: DisplayLine[] = [];
  for (const language of ["en", "zh"] as Language[]) {
    for (const row of wrap(fill(textOf(language, id), "key", key), display.columns)) {
      lines.push({ text: row, big: false, align: "left" });
    }
  }
  display.show(lines);
}
