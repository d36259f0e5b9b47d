import type { DisplayLine } from "../../hal/ports/display";
import { textNamed } from "../../firmware/text/catalogue";
import { fill } from "../../firmware/text/texts";
import { wrap } from "../../firmware/text/wrap";

/** The screens that a person at the till tells apart. */
export type ScreenKind =
  | "amount" | "scan" | "scanPayer" | "same" | "code" | "verdict" | "menu" | "list" | "refundFind" | "refundAmount"
  | "sameRefund"
  | "totals" | "shiftClosing" | "other";

/** What a person reads off the display. */
export interface Reading {
  kind: ScreenKind;
  /** On a verdict: the money as it stands there, and the id of the big word. */
  money: string;
  word: string;
  /** Notices about orders that ended behind the scenes: money and word of each. */
  earlier: { money: string; word: string }[];
  /** Earlier orders are still being checked. */
  open: boolean;
  /** The terminal takes no sale any more. */
  refusing: boolean;
  /** All of it. */
  text: string;
}

const COLUMNS = 40;
const PAPER_COLUMNS = 32;
const sentence = (id: string) => textNamed("en", id);
/** Screens by their first row. */
const FIRST_ROWS = new Map<string, ScreenKind>();
for (const [id, kind] of [
  ["enterAmount", "amount"], ["scanCode", "scan"], ["scanPayer", "scanPayer"], ["sameAgain", "same"],
  ["menuRefund", "menu"], ["refundFind", "refundFind"],
  ["totalsSince", "totals"], ["shiftClosing", "shiftClosing"],
] as [string, ScreenKind][]) {
  if (sentence(id) !== undefined) FIRST_ROWS.set(wrap(sentence(id)!, COLUMNS)[0]!, kind);
}
const OPEN = sentence("openOrders")!.split("{")[0]!;
const LISTS = [sentence("openAll")!.split("{")[0]!, sentence("untold")!.split("{")[0]!];
const REFUND_AMOUNT = (sentence("refundAmount") ?? "\0").split("{")[0]!;
const SAME_REFUND = (sentence("refundAgain") ?? "\0").split("}")[1]!;
const REFUSALS = [sentence("journal_full")!, sentence("journal_broken")!];
const ATTENTION = wrap(sentence("attentionDo")!, COLUMNS)[0]!;
/** Ids of the big words, by the word. */
const WORDS = new Map(["charged", "notCharged", "checking", "attention", "refunded", "refundPending"]
  .filter((id) => sentence(id) !== undefined).map((id) => [sentence(id)!, id]));
/** What each notice of an earlier order or refund says of its money. */
const EARLIER: [id: string, word: string][] = ([
  ["earlier_charged", "charged"], ["earlier_notCharged", "notCharged"], ["earlier_reversed", "notCharged"],
  ["earlier_refund_refunded", "refunded"],
] as [string, string][]).filter(([id]) => sentence(id) !== undefined);

/** Whether a row of paper begins the sentence that hands an order to the merchant. */
export function isAttention(text: string): boolean {
  return text === wrap(sentence("attentionDo")!, PAPER_COLUMNS)[0];
}

/** The id of a big word, if the text is one. */
export function wordOf(text: string): string | undefined {
  return WORDS.get(text);
}

/** Reads a display in English. `moneys` are the sums that may stand in a notice. */
export function readScreen(lines: DisplayLine[], moneys: readonly string[]): Reading {
  const reading: Reading = { kind: "other", money: "", word: "", earlier: [], open: false, refusing: false, text: "" };
  const first = lines[0];
  if (first === undefined) return reading;
  const second = lines[1];
  if (first.big) {
    reading.word = wordOf(second?.text ?? "") ?? "";
    reading.money = first.text;
    reading.kind = "verdict";
  } else if (second?.qr !== undefined) reading.kind = "code";
  else if (LISTS.some((list) => first.text.startsWith(list))) reading.kind = "list";
  else if (first.text.startsWith(REFUND_AMOUNT)) reading.kind = "refundAmount";
  else reading.kind = FIRST_ROWS.get(first.text) ?? "other";
  for (const line of lines) {
    if (line.text.startsWith(OPEN)) reading.open = true;
    else if (line.text === ATTENTION) reading.word = "attention";
  }
  if (lines.length < 4 && reading.kind !== "list") return reading;
  reading.text = lines.map((line) => line.text).join(" ");
  reading.refusing = REFUSALS.some((refusal) => reading.text.includes(refusal));
  if (reading.kind === "refundAmount" && reading.text.includes(SAME_REFUND)) reading.kind = "sameRefund";
  if (!reading.text.includes("earlier order") && !reading.text.includes("A refund of")) return reading;
  for (const money of moneys) {
    for (const [id, word] of EARLIER) {
      if (reading.text.includes(fill(sentence(id)!, "amount", money))) reading.earlier.push({ money, word });
    }
  }
  return reading;
}

/** The word that a list of open orders has beside a sum. */
export function wordInList(lines: DisplayLine[], money: string): string | undefined {
  for (const line of lines) {
    if (!line.text.startsWith(`${money} `)) continue;
    for (const [word, id] of WORDS) if (line.text.startsWith(`${money} ${word} `)) return id;
  }
  return undefined;
}
