import type { DisplayLine } from "../../hal/ports/display";
import type { Bytes } from "../../hal/ports/bytes";
import { fill } from "../text/texts";
import type { Texts } from "../text/texts";
import { wrap } from "../text/wrap";

/** What a terminal shows while it fetches an update: how far it is, and that a key ends it. */
export function updateScreen(texts: Texts, columns: number, piece: number, pieces: number): DisplayLine[] {
  const sentence = fill(fill(texts.updating as Bytes, "piece", "" + piece), "pieces", "" + pieces);
  return wrap(sentence, columns).map(function (row): DisplayLine { return { text: row, big: false, align: "left" }; });
}
