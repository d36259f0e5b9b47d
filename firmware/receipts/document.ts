import type { Bytes } from "../../hal/ports/bytes";
import type { PaperItem } from "../../hal/ports/printer";
import type { Attempt } from "../payment/attempt";
import type { PrintEffect } from "../payment/effects";
import type { RefundJob } from "../payment/refund-job";
import { refundVerdictOf, verdictOf } from "../payment/verdict";
import { reasonText, refundReasonText } from "../text/texts";
import type { Texts } from "../text/texts";
import { begin, count, end, money, pair, place, sentences, title } from "./parts";
import type { Paper, Shop } from "./parts";

function rule(paper: Paper): void {
  paper.items.push({ kind: "rule" });
}

/** One attempt: its verdict first, then all that finds it again on the merchant platform. */
function attemptSlip(paper: Paper, attempt: Attempt, isDuplicate: boolean): void {
  const order = attempt.order;
  const texts = paper.texts;
  const verdict = verdictOf(attempt);
  if (isDuplicate) title(paper, texts.paperDuplicate as Bytes, true);
  rule(paper);
  title(paper, texts[verdict.word] as Bytes, true);
  money(paper, "paperTotal", order.amountMinor, order.currency);
  if (verdict.sentence !== "" && attempt.phase !== "charged") sentences(paper, texts[verdict.sentence] as Bytes);
  sentences(paper, reasonText(texts, attempt.reason));
  rule(paper);
  place(paper, order.startedMs);
  if (order.codeHint !== "") pair(paper, "paperCode", order.codeHint);
  pair(paper, "paperOrder", order.outTradeNo);
  if (attempt.transactionId !== "") pair(paper, "paperGateway", attempt.transactionId);
  if (attempt.recovered) sentences(paper, texts.paperRecovered as Bytes);
  // Scanned at the terminal, it finds the order for a refund.
  if (attempt.phase === "charged") paper.items.push({ kind: "qr", text: order.outTradeNo });
}

function refundSlip(paper: Paper, job: RefundJob, isDuplicate: boolean): void {
  const refund = job.refund;
  const texts = paper.texts;
  const verdict = refundVerdictOf(job);
  if (isDuplicate) title(paper, texts.paperDuplicate as Bytes, true);
  rule(paper);
  title(paper, texts[verdict.word] as Bytes, true);
  money(paper, "paperRefund", refund.amountMinor, refund.currency);
  money(paper, "paperOfTotal", refund.totalMinor, refund.currency);
  sentences(paper, texts[verdict.sentence] as Bytes);
  sentences(paper, refundReasonText(texts, job.reason));
  rule(paper);
  place(paper, refund.startedMs);
  pair(paper, "paperOrder", refund.outTradeNo);
  pair(paper, "paperRefundNumber", refund.outRefundNo);
  if (job.recovered) sentences(paper, texts.paperRecovered as Bytes);
}

/** The code that a customer scans to pay, with the sum it is for. */
function codeSlip(paper: Paper, attempt: Attempt): void {
  const order = attempt.order;
  rule(paper);
  sentences(paper, paper.texts.showing as Bytes);
  money(paper, "paperTotal", order.amountMinor, order.currency);
  paper.items.push({ kind: "qr", text: attempt.credential });
  pair(paper, "paperOrder", order.outTradeNo);
}

function openSlip(paper: Paper, attempts: Attempt[], refunds: RefundJob[]): void {
  rule(paper);
  count(paper, "openOrders", attempts.length + refunds.length);
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

/** The document that a print effect asks for. */
export function documentOf(effect: PrintEffect, shop: Shop, texts: Texts, columns: number, currency: string): PaperItem[] {
  const paper = begin(shop, texts, columns);
  switch (effect.type) {
    case "print": attemptSlip(paper, effect.attempt, effect.duplicate); break;
    case "printRefund": refundSlip(paper, effect.job, effect.duplicate); break;
    case "printCode": codeSlip(paper, effect.attempt); break;
    case "printOpen": openSlip(paper, effect.attempts, effect.refunds); break;
    default:
      rule(paper);
      count(paper, "totalSales", effect.totals.sales);
      money(paper, "charged", effect.totals.salesMinor, currency);
      count(paper, "totalRefunds", effect.totals.refunds);
      money(paper, "refunded", effect.totals.refundsMinor, currency);
  }
  return end(paper);
}
