import type { TextId } from "../domain/text-id";
import { withSale } from "../domain/totals";
import { isSettled } from "../payment/attempt";
import type { Attempt } from "../payment/attempt";
import type { AttemptStep } from "../payment/endings";
import { openRefund } from "../payment/refunding";
import { followRefund } from "./follow-refund";
import { noteSlips } from "./telling";
import { changeTill, findRefund } from "./till";
import type { Notice, Recent, Sale, Step, Till } from "./till";

/** The open attempts with this one in its new form, or without it once its books are closed. */
function withAttempt(attempts: Attempt[], changed: Attempt, isClosed: boolean): Attempt[] {
  const outTradeNo = changed.order.outTradeNo;
  const next = attempts.filter(function (attempt) { return attempt.order.outTradeNo !== outTradeNo; });
  if (!isClosed) next.push(changed);
  return next;
}

function earlierText(attempt: Attempt): TextId {
  switch (attempt.phase) {
    case "charged": return "earlier_charged";
    case "reversed": return "earlier_reversed";
    case "refunding": return "earlier_refunding";
    case "attention": return "earlier_attention";
    default: return "earlier_notCharged";
  }
}

/** What to say of a verdict that is not on the screen any more, or never was. */
export function noticeOf(attempt: Attempt): Notice {
  return { id: earlierText(attempt), amountMinor: attempt.order.amountMinor };
}

/** An amount that certainly was not charged may be asked for again at once. */
function withoutAmount(recent: Recent[], outTradeNo: string): Recent[] {
  return recent.map(function (one) {
    return one.outTradeNo === outTradeNo ? Object.assign({}, one, { amountMinor: -1 }) as Recent : one;
  });
}

/**
 * Closes the books of the attempt in a state that is being made: totals, guard, and the order that a refund without a
 * slip means.
 */
function book(next: Till, step: AttemptStep): void {
  const attempt = step.attempt;
  const order = attempt.order;
  if (attempt.phase === "charged" || attempt.phase === "refunding") {
    next.totals = withSale(next.totals, step.paidMinor === undefined ? order.amountMinor : step.paidMinor);
    next.lastCharged = order;
  } else if (attempt.phase !== "attention") next.recent = withoutAmount(next.recent, order.outTradeNo);
}

function taken(state: Till, step: AttemptStep): Step {
  const attempt = step.attempt;
  const current = state.sale.kind === "paying" && state.sale.outTradeNo === attempt.order.outTradeNo;
  const ended = isSettled(attempt);
  let sale: Sale = state.sale;
  let notice = state.notice;
  // A verdict on the screen that turned out otherwise is replaced where it stands.
  const isShown = state.sale.kind === "finished" && state.sale.attempt.order.outTradeNo === attempt.order.outTradeNo;
  if (isShown || (current && (ended || attempt.verdictGiven))) sale = { kind: "finished", attempt: attempt };
  else if (ended && (!attempt.verdictGiven || attempt.phase === "attention" || attempt.phase === "refunding")) {
    notice = noticeOf(attempt);
  }
  const next = changeTill(state, { sale: sale, notice: notice, attempts: withAttempt(state.attempts, attempt, ended) });
  if (ended) book(next, step);
  // Before there is a verdict nothing is printed but codes.
  if (ended || attempt.verdictGiven) noteSlips(next, step.effects);
  return { state: next, effects: step.effects };
}

/**
 * Takes an attempt's step into the terminal's state: the sale on the screen ends with the attempt's
 * verdict, and an end behind the scenes becomes a notice, unless the operator had its verdict before.
 */
export function followAttempt(state: Till, step: AttemptStep): Step {
  const refund = step.refund;
  const after = taken(state, step);
  if (refund === undefined || findRefund(state, refund.outRefundNo) !== undefined) return after;
  const opening = openRefund(refund);
  opening.job.ended = { attempt: step.attempt, last: state.last, lastCharged: state.lastCharged };
  const opened = followRefund(after.state, opening);
  // The refund is durable before the attempt that it stands for is closed.
  return { state: opened.state, effects: opened.effects.concat(after.effects) };
}
