import type { PaperItem } from "../../hal/ports/printer";
import type { Language } from "../domain/language";
import type { TextId } from "../domain/text-id";
import type { Shift, Totals } from "../domain/totals";
import type { Attempt } from "../payment/attempt";
import type { PrintEffect } from "../payment/effects";
import type { RefundJob } from "../payment/refund-job";
import { refundVerdictOf, verdictOf } from "../payment/verdict";
import { reasonText, refundReasonText, textOf } from "../text/texts";
import { begin, code, count, end, money, pair, place, sentences, title } from "./parts";
import type { Paper, Shop } from "./parts";

function rule(paper: Paper): void {
  paper.items.push({ kind: "rule" });
}

/** The head of a slip that says one big word. */
function head(paper: Paper, word: TextId, isDuplicate: boolean): void {
  if (isDuplicate) title(paper, textOf(paper.language, "paperDuplicate"), true);
  rule(paper);
  title(paper, textOf(paper.language, word), true);
}

/** One attempt: its verdict first, then all that finds it again on the merchant platform. */
function attemptSlip(paper: Paper, attempt: Attempt, isDuplicate: boolean): void {
  const order = attempt.order;
  const language = paper.language;
  const verdict = verdictOf(attempt);
  head(paper, verdict.word, isDuplicate);
  money(paper, "paperTotal", order.amountMinor, order.currency);
  if (verdict.sentence !== "" && attempt.phase !== "charged") sentences(paper, textOf(language, verdict.sentence));
  sentences(paper, reasonText(language, attempt.reason));
  rule(paper);
  // What only the gateway told of has no time.
  if (order.startedMs !== 0) place(paper, order.startedMs);
  if (order.codeHint !== "") pair(paper, "paperCode", order.codeHint);
  pair(paper, "paperOrder", order.outTradeNo);
  if (attempt.transactionId !== "") pair(paper, "paperGateway", attempt.transactionId);
  if (attempt.recovered) sentences(paper, textOf(language, "paperRecovered"));
  // Scanned at the terminal, it finds the order for a refund: also one that was paid and could not be given back.
  if (attempt.phase === "charged" || (attempt.phase === "attention" && attempt.transactionId !== "")) code(paper, order.outTradeNo);
}

function refundSlip(paper: Paper, job: RefundJob, isDuplicate: boolean): void {
  const verdict = refundVerdictOf(job);
  head(paper, verdict.word, isDuplicate);
  const refund = job.refund;
  const language = paper.language;
  money(paper, "paperOfTotal", refund.totalMinor, refund.currency);
  money(paper, "paperRefund", refund.amountMinor, refund.currency);
  if (verdict.sentence !== "") sentences(paper, textOf(language, verdict.sentence));
  sentences(paper, refundReasonText(language, job.reason));
  rule(paper);
  place(paper, refund.startedMs);
  pair(paper, "paperOrder", refund.outTradeNo);
  pair(paper, "paperRefundNumber", refund.outRefundNo);
  if (job.recovered) sentences(paper, textOf(language, "paperRecovered"));
}

/** The code that a customer scans to pay, with the sum it is for. */
function codeSlip(paper: Paper, attempt: Attempt): void {
  const order = attempt.order;
  rule(paper);
  sentences(paper, textOf(paper.language, "showing"));
  money(paper, "paperTotal", order.amountMinor, order.currency);
  code(paper, attempt.credential);
  pair(paper, "paperOrder", order.outTradeNo);
}

function openSlip(paper: Paper, attempts: Attempt[], refunds: RefundJob[]): void {
  rule(paper);
  count(paper, "openAll", attempts.length + refunds.length);
  for (const attempt of attempts) {
    rule(paper);
    money(paper, verdictOf(attempt).word, attempt.order.amountMinor, attempt.order.currency);
    place(paper, attempt.order.startedMs);
    pair(paper, "paperOrder", attempt.order.outTradeNo);
  }
  for (const job of refunds) {
    rule(paper);
    money(paper, refundVerdictOf(job).word, job.refund.amountMinor, job.refund.currency);
    place(paper, job.refund.startedMs);
    pair(paper, "paperRefundNumber", job.refund.outRefundNo);
  }
}

function totalsOn(paper: Paper, totals: Totals, currency: string): void {
  count(paper, "totalSales", totals.sales);
  money(paper, "charged", totals.salesMinor, currency);
  count(paper, "totalRefunds", totals.refunds);
  money(paper, "refunded", totals.refundsMinor, currency);
}

function shiftSlip(paper: Paper, shift: Shift, isDuplicate: boolean, currency: string): void {
  head(paper, "paperShift", isDuplicate);
  pair(paper, "paperShiftNumber", "" + shift.number);
  place(paper, shift.closedMs);
  rule(paper);
  totalsOn(paper, shift.totals, currency);
}

/** The document that a print effect asks for. */
export function documentOf(effect: PrintEffect, shop: Shop, language: Language, columns: number, currency: string): PaperItem[] {
  const paper = begin(shop, language, columns);
  switch (effect.type) {
    case "print": attemptSlip(paper, effect.attempt, effect.duplicate); break;
    case "printRefund": refundSlip(paper, effect.job, effect.duplicate); break;
    case "printCode": codeSlip(paper, effect.attempt); break;
    case "printOpen": openSlip(paper, effect.attempts, effect.refunds); break;
    case "printShift":
      if (effect.shift !== undefined) shiftSlip(paper, effect.shift, effect.duplicate, currency);
      break;
    default:
      rule(paper);
      sentences(paper, textOf(language, "totalsSince"));
      place(paper, effect.printedMs);
      totalsOn(paper, effect.totals, currency);
  }
  return end(paper);
}
