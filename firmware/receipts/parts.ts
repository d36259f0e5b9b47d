import type { Bytes } from "../../hal/ports/bytes";
import type { PaperItem } from "../../hal/ports/printer";
import type { Language } from "../domain/language";
import { formatMoney } from "../domain/money";
import type { TextId } from "../domain/text-id";
import { formatTime } from "../domain/time";
import { codeOf } from "../qr/code";
import { fill, textOf } from "../text/texts";
import { wrap } from "../text/wrap";

/** What every slip of this terminal says of the shop. */
export interface Shop {
  /** In the printer's encoding. */
  name: Bytes;
  terminal: Bytes;
  /** Minutes ahead of UTC. */
  zoneMinutes: number;
}

/** What a slip is made with. */
export interface Paper {
  items: PaperItem[];
  shop: Shop;
  language: Language;
  columns: number;
}

/** A line in the middle. */
export function title(paper: Paper, text: Bytes, isBig: boolean): void {
  paper.items.push({ kind: "text", text: text, align: "center", big: isBig });
}

/** Sentences from the left edge on. */
export function sentences(paper: Paper, text: Bytes): void {
  for (const row of wrap(text, paper.columns)) {
    paper.items.push({ kind: "text", text: row, align: "left", big: false });
  }
}

/** Label and value on one row, or on two where they are too long for one. */
export function pair(paper: Paper, id: TextId, value: Bytes): void {
  const label = textOf(paper.language, id);
  if (label.length + value.length < paper.columns) {
    paper.items.push({ kind: "pair", left: label, right: value, big: false });
    return;
  }
  paper.items.push({ kind: "text", text: label, align: "left", big: false });
  paper.items.push({ kind: "text", text: value, align: "right", big: false });
}

/** Label and amount on one row. */
export function money(paper: Paper, id: TextId, amountMinor: number, currency: string): void {
  paper.items.push({
    kind: "pair", left: textOf(paper.language, id), right: formatMoney(amountMinor, currency), big: false,
  });
}

/** When and where it began. */
export function place(paper: Paper, startedMs: number): void {
  pair(paper, "paperTime", formatTime(startedMs, paper.shop.zoneMinutes));
  pair(paper, "paperTerminal", paper.shop.terminal);
}

/** A slip with the shop's head. */
export function begin(shop: Shop, language: Language, columns: number): Paper {
  const paper = { items: [] as PaperItem[], shop: shop, language: language, columns: columns };
  title(paper, shop.name, true);
  title(paper, textOf(language, "paperTitle"), false);
  return paper;
}

/** A code with the text. */
export function code(paper: Paper, text: Bytes): void {
  paper.items.push({ kind: "qr", text: text, draw: codeOf });
}

/** How many there are of something. */
export function count(paper: Paper, id: TextId, number: number): void {
  sentences(paper, fill(textOf(paper.language, id), "count", "" + number));
}

/** The end of every slip. */
export function end(paper: Paper): PaperItem[] {
  paper.items.push({ kind: "feed", rows: 4 });
  paper.items.push({ kind: "cut" });
  return paper.items;
}
