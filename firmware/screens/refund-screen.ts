import type { Bytes } from "../../hal/ports/bytes";
import { formatMoney } from "../domain/money";
import type { Till } from "../flows/till";
import type { RefundJob } from "../payment/refund-job";
import { refundVerdictOf, verdictOf } from "../payment/verdict";
import { fill, refundReasonText } from "../text/texts";
import { big, prompt, sentence, small } from "./lines";
import type { Sheet } from "./lines";

/** Rows that the list of what is open may take. */
const LISTED_MAX = 9;

/** A refund that is under way or has its word. */
export function refundLines(sheet: Sheet, job: RefundJob, keys: string): void {
  const verdict = refundVerdictOf(job);
  big(sheet, formatMoney(job.refund.amountMinor, job.refund.currency));
  big(sheet, sheet.texts[verdict.word] as Bytes);
  sentence(sheet, verdict.sentence);
  small(sheet, refundReasonText(sheet.texts, job.reason));
  sentence(sheet, keys);
}

/** How much of the order is to be given back. */
export function refundAmountLines(sheet: Sheet, totalMinor: number, typed: string, currency: string): void {
  small(sheet, fill(sheet.texts.refundAmount as Bytes, "amount", formatMoney(totalMinor, currency)));
  prompt(sheet, "", typed === "" ? formatMoney(totalMinor, currency) : currency + " " + typed, "keysRefund");
}

/** Everything without an end: sum, word and the end of the number, as the slip has it in full. */
export function openLines(sheet: Sheet, state: Till): void {
  const rows: Bytes[] = [];
  for (const attempt of state.attempts) {
    rows.push(formatMoney(attempt.order.amountMinor, attempt.order.currency) + " " +
      sheet.texts[verdictOf(attempt).word] + " " + attempt.order.outTradeNo.substr(-10));
  }
  for (const job of state.refunds) {
    rows.push(formatMoney(job.refund.amountMinor, job.refund.currency) + " " +
      sheet.texts[refundVerdictOf(job).word] + " " + job.refund.outRefundNo.substr(-10));
  }
  small(sheet, fill(sheet.texts.openOrders as Bytes, "count", "" + rows.length));
  for (let i = 0; i < rows.length && i < LISTED_MAX; i++) {
    sheet.lines.push({ text: rows[i] as Bytes, big: false, align: "left" });
  }
  sentence(sheet, "keysList");
}

/** What the terminal took and gave back. */
export function totalsLines(sheet: Sheet, state: Till): void {
  const totals = state.totals;
  small(sheet, fill(sheet.texts.totalSales as Bytes, "count", "" + totals.sales));
  big(sheet, formatMoney(totals.salesMinor, state.currency));
  small(sheet, fill(sheet.texts.totalRefunds as Bytes, "count", "" + totals.refunds));
  big(sheet, formatMoney(totals.refundsMinor, state.currency));
  sentence(sheet, "keysList");
}
