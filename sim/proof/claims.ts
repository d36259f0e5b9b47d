import type { PaperItem } from "../../hal/ports/printer";
import { isAttention, wordOf } from "./screen-reader";
import type { Sent } from "./exchanges";

/** Something final that the terminal said of one order's money. */
export interface Claim {
  number: string;
  word: string;
  where: "screen" | "paper" | "journal";
}

/** Words that end the matter of an order or a refund: whether they say that its money moved. */
export const FINAL_WORDS: Readonly<Record<string, boolean>> = {
  refunded: true, refused: false,
  charged: true, notCharged: false, reversed: false,
};

/** All that was said, each thing once. */
export class Claims {
  readonly all: Claim[] = [];
  /** Orders and refunds of which people were told something to act upon. */
  readonly told = new Set<string>();
  /** Contradictions, as sentences. */
  readonly problems: string[] = [];

  /** Notes a word about an order; words that are not final are passed over. */
  add(number: string, word: string, where: Claim["where"]): boolean {
    if (where !== "journal" && word !== "checking") this.told.add(number);
    if (!(word in FINAL_WORDS)) return false;
    for (const claim of this.all) {
      if (claim.number !== number) continue;
      if (claim.where === where && claim.word === word) return false;
      if (FINAL_WORDS[claim.word] !== FINAL_WORDS[word]) {
        this.problems.push(`${number}: ${claim.where} said ${claim.word}, then ${where} said ${word}`);
      }
    }
    this.all.push({ number, word, where });
    return true;
  }

  /** What was said of an order to people, or in the journal; undefined when nothing final was. */
  of(number: string): Claim[] {
    return this.all.filter((claim) => claim.number === number);
  }
}

/** The order or refund and the word that a slip is about, of what was sent. */
export function readPaper(document: PaperItem[], sent: readonly Sent[]): { number: string; word: string } | undefined {
  let order: string | undefined;
  let refund: string | undefined;
  let word: string | undefined;
  for (const item of document) {
    if (item.kind !== "text" && item.kind !== "pair") continue;
    if (item.kind === "text" && item.big) word ??= wordOf(item.text);
    if (item.kind === "text" && isAttention(item.text)) word = "attention";
    const text = item.kind === "text" ? item.text : item.right;
    if (sent.some((one) => one.outTradeNo === text)) order = text;
    if (sent.some((one) => one.outRefundNo === text)) refund = text;
  }
  const number = refund ?? order;
  if (number === undefined || word === undefined) return undefined;
  return { number, word: refund !== undefined && word === "charged" ? "refused" : word };
}
