import type { Bytes } from "../../hal/ports/bytes";
import type { DisplayLine } from "../../hal/ports/display";
import { formatMoney } from "../domain/money";
import { findAttempt } from "../flows/till";
import type { Notice, Till } from "../flows/till";
import type { Attempt } from "../payment/attempt";
import { verdictOf } from "../payment/verdict";
import { fill, reasonText } from "../text/texts";
import type { Texts } from "../text/texts";
import { wrap } from "../text/wrap";

function small(lines: DisplayLine[], text: Bytes, columns: number): void {
  for (const row of wrap(text, columns)) lines.push({ text: row, big: false, align: "left" });
}

function big(lines: DisplayLine[], text: Bytes): void {
  lines.push({ text: text, big: true, align: "center" });
}

function noticeText(state: Till, texts: Texts, notice: Notice): Bytes {
  const text = texts[notice.id] as Bytes;
  return notice.amountMinor < 0 ? text : fill(text, "amount", formatMoney(notice.amountMinor, state.currency));
}

function keysOf(state: Till, attempt: Attempt): string {
  if (state.sale.kind === "finished") return "keysFinished";
  if (attempt.phase === "reversing") return "keysReversing";
  return attempt.cancelWished ? "" : "keysPaying";
}

function attemptLines(lines: DisplayLine[], state: Till, texts: Texts, attempt: Attempt, columns: number): void {
  const verdict = verdictOf(attempt);
  big(lines, formatMoney(attempt.order.amountMinor, attempt.order.currency));
  big(lines, texts[verdict.word] as Bytes);
  if (verdict.sentence !== "") small(lines, texts[verdict.sentence] as Bytes, columns);
  small(lines, reasonText(texts, attempt.reason), columns);
  const keys = keysOf(state, attempt);
  if (keys !== "") small(lines, texts[keys] as Bytes, columns);
}

function promptLines(lines: DisplayLine[], texts: Texts, prompt: string, money: Bytes, keys: string, columns: number): void {
  small(lines, texts[prompt] as Bytes, columns);
  big(lines, money);
  small(lines, texts[keys] as Bytes, columns);
}

/** Orders whose end the merchant still waits for, beside the one on the screen. */
function openBehind(state: Till): number {
  const own = state.sale.kind === "paying" ? state.sale.outTradeNo : "";
  let open = 0;
  for (const attempt of state.attempts) {
    if (!attempt.verdictGiven && attempt.order.outTradeNo !== own) open++;
  }
  return open;
}

/** What stands below every screen: what just happened, the printer's trouble, orders still open. */
function footer(lines: DisplayLine[], state: Till, texts: Texts, columns: number): void {
  if (state.notice !== null) small(lines, noticeText(state, texts, state.notice), columns);
  if (state.printer !== null) small(lines, texts["printer_" + state.printer] as Bytes, columns);
  const open = openBehind(state);
  if (open > 0) small(lines, fill(texts.openOrders as Bytes, "count", "" + open), columns);
}

/** The whole screen as a function of the state, so that the two can never disagree. */
export function screenOf(state: Till, texts: Texts, columns: number): DisplayLine[] {
  const lines: DisplayLine[] = [];
  const sale = state.sale;
  switch (sale.kind) {
    case "entering":
      promptLines(lines, texts, "enterAmount", state.currency + " " + (sale.typed || "0"), "keysEntering", columns);
      break;
    case "awaitingCode":
      promptLines(lines, texts, "scanCode", formatMoney(sale.amountMinor, state.currency), "keysScan", columns);
      break;
    case "paying": {
      const attempt = findAttempt(state, sale.outTradeNo);
      if (attempt !== undefined) attemptLines(lines, state, texts, attempt, columns);
      break;
    }
    default: attemptLines(lines, state, texts, sale.attempt, columns);
  }
  footer(lines, state, texts, columns);
  return lines;
}
