import type { Bytes } from "../../hal/ports/bytes";
import type { DisplayLine } from "../../hal/ports/display";
import type { PrinterFault } from "../../hal/ports/printer";
import type { Language } from "../domain/language";
import { formatMoney } from "../domain/money";
import type { TextId } from "../domain/text-id";
import { findAttempt, findRefund } from "../flows/till";
import type { Notice, Till } from "../flows/till";
import type { Attempt } from "../payment/attempt";
import { verdictOf } from "../payment/verdict";
import { codeOf } from "../qr/code";
import { fill, reasonText, textOf } from "../text/texts";
import { prompt, sentence, small, verdictLines } from "./lines";
import type { Sheet } from "./lines";
import { openLines, totalsLines } from "./lists";
import { refundAmountLines, refundLines } from "./refund-screen";

function noticeText(state: Till, language: Language, notice: Notice): Bytes {
  const text = textOf(language, notice.id);
  return notice.amountMinor < 0 ? text : fill(text, "amount", formatMoney(notice.amountMinor, state.currency));
}

function keysOf(attempt: Attempt): TextId | "" {
  if (attempt.phase === "reversing") return "keysReversing";
  if (attempt.cancelWished) return "";
  return attempt.phase === "showing" ? "keysShowing" : "keysPaying";
}

/** After a sale that was not paid the same amount may be tried again. */
function keysAfter(attempt: Attempt): TextId {
  return verdictOf(attempt).word === "notCharged" ? "keysNotCharged" : "keysFinished";
}

function attemptLines(sheet: Sheet, attempt: Attempt, keys: TextId | ""): void {
  const order = attempt.order;
  verdictLines(sheet, formatMoney(order.amountMinor, order.currency), verdictOf(attempt), reasonText(sheet.language, attempt.reason));
  sentence(sheet, keys);
}

/** The code that the customer scans takes the panel, but for the sum and the keys. */
function codeLines(sheet: Sheet, attempt: Attempt, code: Bytes[]): void {
  const money = formatMoney(attempt.order.amountMinor, attempt.order.currency);
  sheet.lines.push({ text: fill(textOf(sheet.language, "showCode"), "amount", money), big: false, align: "center" });
  sheet.lines.push({ text: "", big: false, align: "left", qr: code });
}

function payingLines(sheet: Sheet, attempt: Attempt): void {
  const code = attempt.credential === "" ? [] : codeOf(attempt.credential);
  if (code.length > 0) codeLines(sheet, attempt, code);
  else attemptLines(sheet, attempt, keysOf(attempt));
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

function printerText(fault: PrinterFault): TextId {
  switch (fault) {
    case "paperOut": return "printer_paperOut";
    case "coverOpen": return "printer_coverOpen";
    case "hot": return "printer_hot";
    case "silent": return "printer_silent";
    case "busy": return "printer_busy";
    default: return "printer_fault";
  }
}

/** What stands below every screen: what just happened, the printer's trouble, orders still open. */
function footer(sheet: Sheet, state: Till): void {
  if (state.notice !== null) small(sheet, noticeText(state, sheet.language, state.notice));
  if (state.journal !== "good" && state.sale.kind === "entering") {
    sentence(sheet, state.journal === "full" ? "journal_full" : "journal_broken");
  }
  if (state.printer !== null) sentence(sheet, printerText(state.printer));
  for (const trouble of state.troubles) sentence(sheet, trouble);
  const open = state.sale.kind === "openList" ? 0 : openBehind(state);
  if (open > 0) small(sheet, fill(textOf(sheet.language, "openOrders"), "count", "" + open));
}

function menuLines(sheet: Sheet): void {
  sentence(sheet, "menuRefund");
  sentence(sheet, "menuOpen");
  sentence(sheet, "menuTotals");
  sentence(sheet, "keysBack");
}

function saleLines(sheet: Sheet, state: Till): void {
  const sale = state.sale;
  switch (sale.kind) {
    case "entering":
      prompt(sheet, "enterAmount", state.currency + " " + (sale.typed || "0"), "keysEntering");
      return sale.typed === "" ? sentence(sheet, "keysEmpty") : undefined;
    case "sameAgain": return prompt(sheet, "sameAgain", formatMoney(sale.amountMinor, state.currency), "keysSame");
    case "awaitingCode":
      prompt(sheet, "scanCode", formatMoney(sale.amountMinor, state.currency), "keysOther");
      return sentence(sheet, "keysScan");
    case "awaitingPayer": return prompt(sheet, "scanPayer", formatMoney(sale.amountMinor, state.currency), "keysBack");
    case "paying": {
      const attempt = findAttempt(state, sale.outTradeNo);
      return attempt === undefined ? undefined : payingLines(sheet, attempt);
    }
    case "finished": return attemptLines(sheet, sale.attempt, keysAfter(sale.attempt));
    case "menu": return menuLines(sheet);
    case "openList": return openLines(sheet, state);
    case "totals": return totalsLines(sheet, state);
    case "shiftClosing":
      sentence(sheet, "shiftClosing");
      return sentence(sheet, "keysClosing");
    case "refundFind": return sentence(sheet, "refundFind");
    case "refundLooking": return sentence(sheet, "refundLooking");
    case "refundAmount": return refundAmountLines(sheet, sale.totalMinor, sale.typed, state.currency);
    case "refunding": {
      const job = findRefund(state, sale.outRefundNo);
      return job === undefined ? undefined : refundLines(sheet, job, "keysRefunding");
    }
    default: return refundLines(sheet, sale.job, "keysFinished");
  }
}

/** The whole screen as a function of the state, so that the two can never disagree. */
export function screenOf(state: Till, language: Language, columns: number): DisplayLine[] {
  const sheet = { lines: [] as DisplayLine[], language: language, columns: columns };
  saleLines(sheet, state);
  const lines = sheet.lines;
  // A code has the rest of the panel to itself.
  if (lines.length === 0 || (lines[lines.length - 1] as DisplayLine).qr === undefined) footer(sheet, state);
  return lines;
}
