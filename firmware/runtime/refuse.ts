import type { Bytes } from "../../hal/ports/bytes";
import type { Display } from "../../hal/ports/display";
import type { DisplayLine } from "../../hal/ports/display";
import { fill, textsOf } from "../text/texts";
import { wrap } from "../text/wrap";

/** The screen of a terminal that takes no money: why, in every language, and what to do. */
export function refuseSales(display: Display, id: "setUp" | "noJournal" | "tampered", key: Bytes): void {
  const lines: DisplayLine[] = [];
  for (const texts of [textsOf("en"), textsOf("zh")]) {
    for (const row of wrap(fill(texts[id] as Bytes, "key", key), display.columns)) {
      lines.push({ text: row, big: false, align: "left" });
    }
  }
  display.show(lines);
}
