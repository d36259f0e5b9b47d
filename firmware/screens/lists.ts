import type { Bytes } from "../../hal/ports/bytes";
import { formatMoney } from "../domain/money";
import type { Order } from "../domain/order";
import type { Refund } from "../domain/refund";
import type { TextId } from "../domain/text-id";
import { LISTED_MAX } from "../flows/telling";
import type { Till } from "../flows/till";
import type { PrintEffect } from "../payment/effects";
import { refundVerdictOf, verdictOf } from "../payment/verdict";
import { fill, textOf } from "../text/texts";
import { big, sentence, small } from "./lines";
import type { Sheet } from "./lines";

/** Sum, word, and the end of the number, as the slip has it in full. */
function row(sheet: Sheet, what: Order | Refund, word: TextId, number: string): Bytes {
  return formatMoney(what.amountMinor, what.currency) + " " + textOf(sheet.language, word) + " " + number.substr(-10);
}

/** How many there are, and the first of them. */
function listed(sheet: Sheet, id: TextId, rows: Bytes[], rowsMax: number): void {
  small(sheet, fill(textOf(sheet.language, id), "count", "" + rows.length));
  for (const text of rows.slice(0, rowsMax)) sheet.lines.push({ text: text, big: false, align: "left" });
}

function untoldRow(sheet: Sheet, slip: PrintEffect): Bytes {
  if (slip.type === "printRefund") {
    return row(sheet, slip.job.refund, refundVerdictOf(slip.job).word, slip.job.refund.outRefundNo);
  }
  const attempt = (slip as Extract<PrintEffect, { type: "print" }>).attempt;
  return row(sheet, attempt.order, verdictOf(attempt).word, attempt.order.outTradeNo);
}

/** Everything without an end, and above it the verdicts that nobody had. */
export function openLines(sheet: Sheet, state: Till): void {
  const open = state.attempts.map(function (attempt) {
    return row(sheet, attempt.order, verdictOf(attempt).word, attempt.order.outTradeNo);
  }).concat(state.refunds.map(function (job) {
    return row(sheet, job.refund, refundVerdictOf(job).word, job.refund.outRefundNo);
  }));
  const untold = state.untold.map(function (slip) { return untoldRow(sheet, slip); });
  if (untold.length > 0) listed(sheet, "untold", untold, LISTED_MAX);
  listed(sheet, "openAll", open, untold.length < LISTED_MAX ? LISTED_MAX - untold.length : 0);
  sentence(sheet, untold.length > 0 ? "keysUntold" : "keysList");
}

/** What the terminal took and gave back since the last close. */
export function totalsLines(sheet: Sheet, state: Till): void {
  const totals = state.totals;
  sentence(sheet, "totalsSince");
  small(sheet, fill(textOf(sheet.language, "totalSales"), "count", "" + totals.sales));
  big(sheet, formatMoney(totals.salesMinor, state.currency));
  small(sheet, fill(textOf(sheet.language, "totalRefunds"), "count", "" + totals.refunds));
  big(sheet, formatMoney(totals.refundsMinor, state.currency));
  if (state.damaged > 0) sentence(sheet, "journalDamaged");
  sentence(sheet, "keysTotals");
}
