import catalogue from "../../firmware/text/catalogue.json";

/** One slip: its big word by the id of the text, its sums as printed, and the numbers of what it is about. */
export interface Slip {
  word: string;
  moneys: string[];
  order: string;
  refund: string;
  duplicate: boolean;
}

/** A verdict on the display: the id of the big word below the money. */
export interface Verdict {
  money: string;
  word: string;
}

const TEXTS: Record<"en" | "zh", Record<string, string>> = catalogue;
const LANGUAGES = ["en", "zh"] as const;
const MONEY = /[A-Z]{3} \d+(\.\d\d)?$/;
/** Texts of both languages by what stands on paper and display, to their ids. */
const WORDS = idsOf(["charged", "notCharged", "checking", "refunded", "refundPending", "paperShift"]);
const LABELS = idsOf(["paperOrder", "paperRefundNumber"]);
const DUPLICATE = idsOf(["paperDuplicate"]);

function idsOf(ids: string[]): Map<string, string> {
  return new Map(LANGUAGES.flatMap((language) => ids.map((id): [string, string] => [TEXTS[language][id]!, id])));
}

/** Reads the slips off a paper, in either language: whatever stands on it without a big word is none. */
export function readSlips(rows: readonly string[]): Slip[] {
  const slips: Slip[] = [];
  let duplicate = false;
  for (const row of rows) {
    const marked = /^(.*?) {2}<([a-z ]+)>$/.exec(row);
    const text = (marked?.[1] ?? row).trim();
    const id = marked?.[2]!.startsWith("big") === true ? WORDS.get(text) : undefined;
    if (DUPLICATE.has(text)) duplicate = true;
    if (id !== undefined) {
      slips.push({ word: id, moneys: [], order: "", refund: "", duplicate });
      duplicate = false;
    }
    const slip = slips.at(-1);
    if (slip === undefined) continue;
    const money = MONEY.exec(text);
    if (money !== null) slip.moneys.push(money[0]);
    const [, label = "", value = ""] = /^(.+?) {2,}(\S+)$/.exec(text) ?? [];
    const field = LABELS.get(label);
    if (field === "paperOrder") slip.order = value;
    if (field === "paperRefundNumber") slip.refund = value;
  }
  return slips;
}

/** Reads a verdict off the display, in either language; undefined where none stands. */
export function readVerdict(screen: string): Verdict | undefined {
  const [money = "", word = ""] = screen.split("\n").map((row) => row.trim()).filter((row) => row !== "");
  const id = WORDS.get(word);
  return id !== undefined && MONEY.test(money) ? { money, word: id } : undefined;
}

/** Whether a text of the catalogue stands on a picture of rows, in either language, however it was wrapped. */
export function shows(picture: string, id: string, language: "en" | "zh" | "either" = "either"): boolean {
  const dense = denseOf(picture);
  const asked = language === "either" ? LANGUAGES : [language] as const;
  // What stands in braces is filled in.
  return asked.some((one) => {
    const text = TEXTS[one][id];
    if (text === undefined) throw new Error(`there is no text ${id}`);
    return text.split(/\{\w+\}/).every((part) => dense.includes(denseOf(part)));
  });
}

function denseOf(text: string): string {
  return text.replace(/ {2}<[a-z ]+>$/gm, "").replace(/\s+/g, "");
}
