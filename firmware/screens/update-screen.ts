import type { DisplayLine } from "../../hal/ports/display";
import type { Language } from "../domain/language";
import { fill, textOf } from "../text/texts";
import { wrap } from "../text/wrap";

/** What a terminal shows while it fetches an update: how far it is, and that a key ends it. */
export function updateScreen(language: Language, columns: number, piece: number, pieces: number): DisplayLine[] {
  const sentence = fill(fill(textOf(language, "updating"), "piece", "" + piece), "pieces", "" + pieces);
  return wrap(sentence, columns).map(function (row): DisplayLine { return { text: row, big: false, align: "left" }; });
}
